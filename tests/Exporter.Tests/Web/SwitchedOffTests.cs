using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Web;

/// <summary>What is switched off is not there, and nothing points to it.</summary>
public sealed class SwitchedOffTests
{
    private const string Range = "/api/activity", Daus = "/api/v2/insights/daus", Templates = "/api/v2/templates", Stats = "/api/v2/deployment/stats";
    private const string TemplateDaus = Templates + "/bbbbbbbb-0000-4000-8000-000000000001/daus", Description = "/openapi/v1.json";

    [Theory]
    [InlineData("--Activity:Enabled=false", Stats, Daus, TemplateDaus, Templates, Range)]
    [InlineData("--BuildTimes:Enabled=false", Daus, Templates)]
    [InlineData("--Deployment:Enabled=false", Daus, Stats)]
    [InlineData("--Web:Api=false", "/", Daus, TemplateDaus, Range, Templates, Stats, Description)]
    [InlineData("--Web:StatusPage=false", Daus, "/")]
    public async Task SwitchedOff_Endpoints_AreAbsent(string setting, string stays, params string[] gone)
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now), setting);

        (await Answered.GetAsync(exporter, stays)).Status.ShouldNotBe(404);
        foreach (var path in gone) (await Answered.GetAsync(exporter, path)).ShouldBeProblem(404);
        if (gone.Contains("/")) return;
        var page = (await Answered.GetAsync(exporter, "/")).Body;
        foreach (var path in gone) page.ShouldNotContain($"\"{path}\"");
        if (stays != "/") page.ShouldContain($"\"{stays}\"");
        if (!gone.Contains(Description)) (await Answered.GetAsync(exporter, Description)).Body.ShouldNotContain($"\"{gone[0]}\"");
    }

    [Theory]
    [InlineData("Activity", "coder_daily_active_users", "activity")]
    [InlineData("BuildTimes", "coder_template_build_time_seconds", "build_times")]
    [InlineData("Deployment", "coder_workspaces", "deployment")]
    public async Task SwitchedOff_AnArea_HasNoSeries(string section, string metric, string area)
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now), $"--{section}:Enabled=false");
        var page = (await Answered.GetAsync(exporter, "/metrics")).Body;
        page.ShouldNotContain($"\n{metric}{{");
        page.ShouldNotContain($"area=\"{area}\"");
        page.ShouldContain("coder_exporter_refreshes_total{area=");
    }
}
