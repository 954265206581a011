using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Deployment;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Web;

/// <summary>What the API says before it knows.</summary>
public sealed class NotLoadedTests(PostgresFixture postgres)
{
    private const string Daus = "/api/v2/insights/daus", TemplateDaus = "/api/v2/templates/bbbbbbbb-0000-4000-8000-000000000001/daus";
    private const string Templates = "/api/v2/templates", Template = "/api/v2/templates/bbbbbbbb-0000-4000-8000-000000000001";
    private const string Stats = "/api/v2/deployment/stats";

    [Theory]
    [InlineData("/api/activity")]
    [InlineData(Daus)]
    [InlineData(TemplateDaus)]
    [InlineData(Templates)]
    [InlineData(Template)]
    [InlineData(Stats)]
    public async Task Get_BeforeTheFirstRefresh_SaysWhenToTryAgain(string path)
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        await ShouldNotBeLoadedAsync(exporter, path);
    }

    [Fact]
    public async Task Get_WithABadParameterBeforeTheFirstRefresh_NamesIt()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        (await Answered.GetAsync(exporter, Daus + "?tz_offset=x")).ShouldBeProblem(400, "tz_offset");
    }

    [Fact]
    public async Task Get_WhileHistoryIsLoading_SaysHowFarItIs()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.StartAsync(database, new SlowClock());
        (await exporter.RefreshOnceAsync<ActivitySnapshot>()).ShouldBeTrue();
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        await exporter.RefreshAsync<DeploymentSnapshot>();

        foreach (var path in new[] { Daus, TemplateDaus, Templates, Template })
            (await ShouldNotBeLoadedAsync(exporter, path)).Body.ShouldContain("back to 2026-04-15T00:00:00Z");
        (await Answered.GetAsync(exporter, "/api/v2/templates/cccccccc-0000-4000-8000-000000000001/daus")).ShouldBeProblem(404);
        (await Answered.GetAsync(exporter, Stats)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Get_AfterMaxAge_IsNotAnsweredAnyMore()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now), "--Deployment:MaxAge=5m");
        await exporter.RefreshAsync();
        exporter.Time.Advance(TimeSpan.FromMinutes(5));
        (await Answered.GetAsync(exporter, Stats)).Status.ShouldBe(200);
        exporter.Time.Advance(TimeSpan.FromSeconds(1));
        await ShouldNotBeLoadedAsync(exporter, Stats);
        (await Answered.GetAsync(exporter, Daus)).Status.ShouldBe(200);
    }

    private static async Task<Answered> ShouldNotBeLoadedAsync(TestExporter exporter, string path)
    {
        var answer = (await Answered.GetAsync(exporter, path)).ShouldBeProblem(503);
        answer.Response.Headers.RetryAfter.ShouldNotBeNull().Delta.ShouldBe(TimeSpan.FromSeconds(5));
        return answer;
    }
}
