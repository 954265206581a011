using Exporter.Tests.Fixtures;
using NodaTime;

namespace Exporter.Tests.Web;

/// <summary>Every body of the API on a known deployment, to the letter.</summary>
public sealed class ApiTests(FixedExporter fixture) : IClassFixture<FixedExporter>
{
    private const string Docker = "bbbbbbbb-0000-4000-8000-000000000001", OldDocker = "bbbbbbbb-0000-4000-8000-000000000002";

    private const string DockerBody = """
        {"id":"bbbbbbbb-0000-4000-8000-000000000001","name":"docker","display_name":"Docker containers",
        "organization_id":"aaaaaaaa-0000-4000-8000-000000000001","organization_name":"main","deprecated":false,"active_user_count":3,
        "build_time_stats":{"start":{"P50":20000,"P95":50000},"stop":{"P50":2500,"P95":7000},"delete":{"P50":null,"P95":null}}}
        """;

    private const string GpuBody = """
        {"id":"bbbbbbbb-0000-4000-8000-000000000003","name":"gpu","display_name":"",
        "organization_id":"aaaaaaaa-0000-4000-8000-000000000002","organization_name":"research","deprecated":false,"active_user_count":0,
        "build_time_stats":{"start":{"P50":null,"P95":null},"stop":{"P50":null,"P95":null},"delete":{"P50":null,"P95":null}}}
        """;

    private const string OldDockerBody = """
        {"id":"bbbbbbbb-0000-4000-8000-000000000002","name":"docker","display_name":"",
        "organization_id":"aaaaaaaa-0000-4000-8000-000000000001","organization_name":"main","deprecated":false,"active_user_count":1,
        "build_time_stats":{"start":{"P50":null,"P95":null},"stop":{"P50":null,"P95":null},"delete":{"P50":3000,"P95":3000}}}
        """;

    private const string StatsBody = """
        {"aggregated_from":"2026-04-15T12:52:23Z","collected_at":"2026-04-15T13:07:23Z","next_update_at":"2026-04-15T13:08:23Z",
        "workspaces":{"pending":1,"building":1,"running":1,"failed":1,"stopped":1,
        "connection_latency_ms":{"P50":20,"P95":29},"rx_bytes":1500,"tx_bytes":2700},
        "session_count":{"vscode":2,"ssh":4,"jetbrains":1,"reconnecting_pty":1}}
        """;

    [Theory]
    [InlineData("", "1 1 0 0 0 0 1 0 2", 7, 0)]
    [InlineData("?tz_offset=", "1 1 0 0 0 0 1 0 2", 7, 0)]
    [InlineData("?tz_offset=5", "1 1 0 0 0 0 1 1 2", 7, 5)]
    [InlineData("?tz_offset=-9", "1 0 1 0 0 0 1 0 2", 7, -9)]
    [InlineData("?tz_offset=-11", "1 0 1 0 0 0 1 0 2", 7, -11)]
    [InlineData("?tz_offset=13", "1 0 1 0 0 0 0 1 1 2", 6, 12)]
    [InlineData("?tz_offset=2147483647", "1 0 1 0 0 0 0 1 1 2", 6, 12)]
    [InlineData("?tz_offset=-2147483648", "1 0 1 0 0 0 0 1 1 2", 7, -12)]
    public async Task DeploymentDaus_AtAnyOffset_RunFromTheFirstToTheLastActiveDay(string query, string amounts, int firstDay, int used) =>
        (await GetAsync("/api/v2/insights/daus" + query)).ShouldBeJson(Daus(amounts, firstDay, used));

    [Theory]
    [InlineData($"{Docker}/daus?tz_offset=5", "1 0 0 0 0 0 1 1 2", 7, 5)]
    [InlineData($"{Docker}/daus?tz_offset=-13", "1 0 0 0 0 0 0 1 1 2", 7, -12)]
    [InlineData($"{OldDocker}/daus", "1", 8, 0)]
    [InlineData("bbbbbbbb-0000-4000-8000-000000000003/daus", "", 1, 0)]
    public async Task TemplateDaus_OfLiveDeletedAndUnusedTemplates_AreTheirOwn(string path, string amounts, int firstDay, int used) =>
        (await GetAsync("/api/v2/templates/" + path)).ShouldBeJson(Daus(amounts, firstDay, used));

    [Fact]
    public async Task Activity_OfDaysInAZone_SaysWhatItIsMadeOf() => (await GetAsync("/api/activity?timezone=Asia/Kolkata&from=2026-04-13&to=2026-04-15"))
        .ShouldBeJson($$"""
            {"timezone":"Asia/Kolkata","timezone_version":"{{DateTimeZoneProviders.Tzdb.VersionId}}","template":null,"interval":"day",
            "source":"agent_stats","resolution_minutes":15,"exact":true,"history_start":"2025-10-17T00:00:00Z",
            "entries":[{"date":"2026-04-13","active_users":1,"complete":true},{"date":"2026-04-14","active_users":0,"complete":true},
            {"date":"2026-04-15","active_users":2,"complete":false}]}
            """);

    [Fact]
    public async Task Templates_Always_AreTheLiveOnesByName() =>
        (await GetAsync("/api/v2/templates")).ShouldBeJson($"[{DockerBody},{GpuBody}]");

    [Fact]
    public async Task Template_ById_IsAsInTheList() => (await GetAsync($"/api/v2/templates/{Docker}")).ShouldBeJson(DockerBody);

    [Fact]
    public async Task Template_Deleted_IsThereById() => (await GetAsync($"/api/v2/templates/{OldDocker}")).ShouldBeJson(OldDockerBody);

    [Fact]
    public async Task DeploymentStats_Always_HaveCodersShape() => (await GetAsync("/api/v2/deployment/stats")).ShouldBeJson(StatsBody);

    private Task<Answered> GetAsync(string path) => Answered.GetAsync(fixture.Exporter, path);

    /// <param name="amounts">One a day, from <paramref name="firstDay"/> of April on.</param>
    private static string Daus(string amounts, int firstDay, int used)
    {
        var entries = amounts.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select((amount, i) => $$"""{"date":"2026-04-{{firstDay + i:00}}","amount":{{amount}}}""");
        return $$"""{"entries":[{{string.Join(',', entries)}}],"tz_hour_offset":{{used}}}""";
    }
}
