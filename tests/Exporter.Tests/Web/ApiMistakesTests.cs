using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Web;

/// <summary>What the API says to a request that it cannot answer.</summary>
public sealed class ApiMistakesTests(FixedExporter fixture) : IClassFixture<FixedExporter>
{
    private const string Daus = "/api/v2/insights/daus", Docker = "/api/v2/templates/bbbbbbbb-0000-4000-8000-000000000001";

    [Theory]
    [InlineData(Daus + "?tz_offset=5.5", "tz_offset")]
    [InlineData(Daus + "?tz_offset=abc", "tz_offset")]
    [InlineData(Daus + "?tz_offset=99999999999", "tz_offset")]
    [InlineData(Daus + "?tz_offset=0x5", "tz_offset")]
    [InlineData(Daus + "?tz_offset=1e1", "tz_offset")]
    [InlineData(Daus + "?tz_offset=%2B%2B5", "tz_offset")]
    [InlineData(Daus + "?tz_offset=%00", "tz_offset")]
    [InlineData(Daus + "?tz_offset=5&tz_offset=5", "tz_offset")]
    [InlineData(Daus + "?tz_offset=5,6", "tz_offset")]
    [InlineData(Daus + "?TZ_OFFSET=5", "TZ_OFFSET")]
    [InlineData(Daus + "?tz_offset=5&timezone=UTC", "timezone")]
    [InlineData(Daus + "?=5", "")]
    [InlineData(Docker + "/daus?tz_offset=5.5", "tz_offset")]
    [InlineData(Docker + "/daus?offset=5", "offset")]
    [InlineData(Docker + "?tz_offset=5", "tz_offset")]
    [InlineData("/api/v2/templates?deleted=true", "deleted")]
    [InlineData("/api/activity?timezone=Mars/Olympus", "timezone")]
    [InlineData("/api/activity?timezone=UTC&timezone=UTC", "timezone")]
    [InlineData("/api/activity?template=docker", "template")]
    [InlineData("/api/activity?from=2026-02-30", "from")]
    [InlineData("/api/activity?from=2026-04-15&to=2026-04-14", "from")]
    [InlineData("/api/activity?to=2026-04-16", "to")]
    [InlineData("/api/activity?interval=year", "interval")]
    [InlineData("/api/activity?tz_offset=5", "tz_offset")]
    [InlineData("/api/v2/deployment/stats?a=1", "a")]
    [InlineData("/api/v2/templates/docker", "template")]
    [InlineData("/api/v2/templates/docker/daus", "template")]
    [InlineData("/api/v2/templates/%3Cscript%3E/daus", "template")]
    public async Task Get_WithABadParameter_NamesIt(string path, string field) =>
        (await GetAsync(path)).ShouldBeProblem(400, field);

    [Theory]
    [InlineData("/api/activity?template=cccccccc-0000-4000-8000-000000000001")]
    [InlineData("/api/v2/templates/cccccccc-0000-4000-8000-000000000001")]
    [InlineData("/api/v2/templates/cccccccc-0000-4000-8000-000000000001/daus?tz_offset=5")]
    public async Task Get_OfAnUnknownTemplate_IsNotFound(string path) =>
        (await GetAsync(path)).ShouldBeProblem(404).Body.ShouldContain("cccccccc-0000-4000-8000-000000000001");

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api/v2")]
    [InlineData("/api/v2/users")]
    [InlineData("/metrics/nothing")]
    [InlineData("/api/v2/templates/a/b/c")]
    public async Task Get_OfAnUnknownAddress_IsNotFound(string path) => (await GetAsync(path)).ShouldBeProblem(404);

    [Theory]
    [InlineData("POST", "/api/v2/insights/daus")]
    [InlineData("DELETE", "/api/v2/templates")]
    [InlineData("PUT", "/")]
    [InlineData("POST", "/healthz")]
    public async Task WrongMethod_Anywhere_SaysWhichIsRight(string method, string path)
    {
        var answer = (await Answered.GetAsync(fixture.Exporter, path, method)).ShouldBeProblem(405);
        answer.Response.Content.Headers.Allow.ShouldContain("GET");
        answer.Body.ShouldContain("GET");
    }

    private Task<Answered> GetAsync(string path) => Answered.GetAsync(fixture.Exporter, path);
}
