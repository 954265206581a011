using Exporter.BuildTimes;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.BuildTimes;

public sealed class BuildTimesTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);
    private static readonly TransitionStats None = new(null, null);

    [Theory]
    [InlineData("start", new int[0], null, null)]
    [InlineData("start", new[] { 10 }, 10_000L, 10_000L)]
    [InlineData("stop", new[] { 10, 50 }, 10_000L, 50_000L)]
    [InlineData("delete", new[] { 10, 50, 20 }, 20_000L, 50_000L)]
    public async Task Stats_OfDurations_AreDurationsThatOccurred(string transition, int[] seconds, long? p50, long? p95)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now.AddDays(-2));
        var template = await rows.AddTemplateAsync();
        var workspace = await rows.AddWorkspaceAsync(template: template);
        foreach (var duration in seconds)
            await rows.AddBuildAsync(workspace, transition: transition, startedAt: Now.AddDays(-1), completedAt: Now.AddDays(-1).AddSeconds(duration));

        var stats = await StatsAsync(database, template);

        var expected = new TransitionStats(p50, p95);
        stats.ShouldBe(new TemplateBuildTimeStats(
            transition == "start" ? expected : None, transition == "stop" ? expected : None, transition == "delete" ? expected : None));
    }

    [Fact]
    public async Task Stats_OnlySuccessfulBuildsCount_AndAnEmptyErrorIsSuccess()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var rows = new CoderRows(database, Now.AddDays(-2));
        var template = await rows.AddTemplateAsync();
        var workspace = await rows.AddWorkspaceAsync(template: template, deleted: true);
        var (start, end) = (Now.AddHours(-1), Now.AddMinutes(-1));
        await rows.AddBuildAsync(workspace, createdAt: start.AddHours(-9), startedAt: start, completedAt: start.AddSeconds(7), error: ""); // queued for 9 h
        await rows.AddBuildAsync(workspace, startedAt: start, completedAt: end, error: "boom");
        await rows.AddBuildAsync(workspace, startedAt: start, completedAt: end, canceledAt: end);
        await rows.AddBuildAsync(workspace, startedAt: start);
        await rows.AddBuildAsync(workspace, completedAt: end);

        (await StatsAsync(database, template)).Start.ShouldBe(new TransitionStats(7000, 7000));
    }

    [Fact]
    public async Task Stats_OfAnUnknownTemplate_AreAllNull()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);

        (await StatsAsync(database, Guid.NewGuid())).ShouldBe(new TemplateBuildTimeStats(None, None, None));
    }

    [Theory]
    [InlineData("30d", -29, true)]
    [InlineData("30d", -31, false)]
    [InlineData("30mo", -900, true)]
    [InlineData("30mo", -920, false)]
    public async Task Stats_ByWindow_CountsWhatStartedWithin(string window, int days, bool counted)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now.AddDays(-1000));
        var template = await rows.AddTemplateAsync();
        var workspace = await rows.AddWorkspaceAsync(template: template);
        await rows.AddBuildAsync(workspace, startedAt: Now.AddDays(days), completedAt: Now.AddDays(days).AddSeconds(3));

        (await StatsAsync(database, template, $"--BuildTimes:Window={window}")).Start.P50.ShouldBe(counted ? 3000 : null);
    }

    [Fact]
    public async Task Owners_OfLiveWorkspaces_CountOnce()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now);
        var template = await rows.AddTemplateAsync();
        (await OwnersAsync()).ShouldBe(0);

        var (first, second) = (await rows.AddUserAsync(), await rows.AddUserAsync());
        await rows.AddWorkspaceAsync(first, template);
        (await OwnersAsync()).ShouldBe(1);

        var of2 = await rows.AddWorkspaceAsync(second, template);
        (await OwnersAsync()).ShouldBe(2);

        await rows.AddWorkspaceAsync(first, template);
        await database.ExecuteAsync($"update workspaces set deleted = true where id = '{of2}'");
        (await OwnersAsync()).ShouldBe(1);

        async Task<long> OwnersAsync()
        {
            await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now));
            await exporter.RefreshAsync<BuildTimesSnapshot>();
            return exporter.Current<BuildTimesSnapshot>().Owners.GetValueOrDefault(template);
        }
    }

    private static async Task<TemplateBuildTimeStats> StatsAsync(SimulatedDatabase database, Guid template, params string[] settings)
    {
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now), settings);
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        exporter.Get<BuildTimesAnswers>().TemplateBuildTimeStats(template).TryGet(out var stats, out _).ShouldBeTrue();
        return stats;
    }
}
