using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Database;
using Exporter.Deployment;
using Exporter.Metrics;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Metrics;

/// <summary>What is on the page, and what is not, as an exporter's life goes on.</summary>
public sealed class PageLifeTests(PostgresFixture postgres)
{
    private static readonly MetricGroup[] Areas = [ActivityMetrics.Group, BuildTimesMetrics.Group, DeploymentMetrics.Group];

    [Fact]
    public async Task Page_BeforeTheFirstRefresh_KnowsOnlyTheExporter()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        var page = await PageAsync(exporter);

        ShouldBeAbsent(page, Areas);
        ShouldBeAbsent(page, "coder_up", "coder_exporter_schema_info", "coder_exporter_schema_supported", "coder_exporter_refresh_success", "coder_exporter_refresh_duration_seconds",
            "coder_exporter_refresh_last_success_timestamp_seconds");
        foreach (var area in new[] { "activity", "build_times", "deployment" })
        {
            foreach (var counter in new[] { "refreshes", "refresh_failures", "refresh_rows" })
                page[$"coder_exporter_{counter}_total{{area=\"{area}\"}}"].ShouldBe(0);
            page[$"coder_exporter_refresh_interval_seconds{{area=\"{area}\"}}"].ShouldBe(area == "build_times" ? 600 : 60);
        }
        page.Of("coder_exporter_build_info").ShouldHaveSingleItem();
        page.Of("coder_exporter_dropped_series").ShouldNotBeEmpty();
        page.Of("coder_exporter_dropped_series").ShouldAllBe(series => page[series] == 0);
    }

    [Fact]
    public async Task Page_WhenTheDatabaseNeverAnswered_SaysDownAndNothingElse()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync);
        var page = await PageAsync(exporter);

        page["coder_up"].ShouldBe(0);
        page["coder_exporter_refresh_success{area=\"activity\"}"].ShouldBe(0);
        page["coder_exporter_refresh_failures_total{area=\"activity\"}"].ShouldBe(1);
        ShouldBeAbsent(page, "coder_exporter_refresh_last_success_timestamp_seconds");
        ShouldBeAbsent(page, Areas);
    }

    [Fact]
    public async Task Page_WhileHistoryIsLoading_HasOnlyWhatIsWholeInEachZone()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.StartAsync(database, new SlowClock(), "--Activity:Timezones=Asia/Kolkata");
        (await exporter.RefreshOnceAsync<ActivitySnapshot>()).ShouldBeTrue();
        var page = await PageAsync(exporter);

        // Today in UTC is loaded. It is 13:07 there, so west of it today began later, and east of it before what is loaded.
        page["coder_activity_history_complete"].ShouldBe(0);
        page["coder_activity_history_start_timestamp_seconds"].ShouldBe(new DateTimeOffset(2026, 4, 15, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds());
        page["coder_daily_active_users{timezone=\"UTC\"}"].ShouldBe(2);
        page["coder_daily_active_users{timezone=\"UTC-05:00\"}"].ShouldBe(2);
        page["coder_daily_active_users{timezone=\"UTC+01:00\"}"].ShouldBeNull();
        page["coder_daily_active_users{timezone=\"Asia/Kolkata\"}"].ShouldBeNull();
        page.Of("coder_template_daily_active_users").ShouldNotBeEmpty();
        ShouldBeAbsent(page, "coder_daily_active_users_yesterday", "coder_weekly_active_users", "coder_monthly_active_users",
            "coder_template_daily_active_users_yesterday", "coder_template_weekly_active_users", "coder_template_monthly_active_users",
            "coder_template_unique_users");

        for (var day = 1; day < 7; day++) await exporter.RefreshOnceAsync<ActivitySnapshot>();
        page = await PageAsync(exporter);
        page["coder_daily_active_users_yesterday{timezone=\"Asia/Kolkata\"}"].ShouldBe(0);
        page["coder_weekly_active_users{timezone=\"UTC\"}"].ShouldBe(2);
        page["coder_weekly_active_users{timezone=\"UTC+01:00\"}"].ShouldBeNull();
        ShouldBeAbsent(page, "coder_monthly_active_users", "coder_template_monthly_active_users", "coder_template_unique_users");

        await exporter.RefreshAsync<ActivitySnapshot>();
        page = await PageAsync(exporter);
        page["coder_activity_history_complete"].ShouldBe(1);
        page["coder_monthly_active_users{timezone=\"Asia/Kolkata\"}"].ShouldBe(3);
        page.Of("coder_template_unique_users").Count().ShouldBe(3);
    }

    [Fact]
    public async Task Page_AfterAFailure_KeepsTheLastValues()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        var before = await PageAsync(exporter);
        await database.ExecuteAsync("drop table workspace_builds");
        exporter.Time.Advance(TimeSpan.FromDays(2));
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync<DeploymentSnapshot>);
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync<DeploymentSnapshot>);
        var page = await PageAsync(exporter);

        string[] changed = [.. page.Series.Where(series => page[series] != before[series])];
        changed.ShouldBe(
            ["coder_exporter_refresh_failures_total{area=\"deployment\"}", "coder_exporter_refresh_success{area=\"deployment\"}",
                "coder_exporter_refreshes_total{area=\"deployment\"}", "coder_exporter_schema_supported"],
            ignoreOrder: true);
        page["coder_exporter_schema_supported"].ShouldBe(0); // after the first failure the schema was looked at again
        page["coder_exporter_refresh_failures_total{area=\"deployment\"}"].ShouldBe(2);
        page["coder_exporter_refreshes_total{area=\"deployment\"}"].ShouldBe(3);
        page["coder_exporter_refresh_success{area=\"deployment\"}"].ShouldBe(0);
        page["coder_up"].ShouldBe(1);
    }

    [Fact]
    public async Task Page_OfADatabaseThatIsNotCoders_SaysSoUntilItIs()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await database.ExecuteAsync("alter table workspace_agent_stats rename to agent_stats");
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await Should.ThrowAsync<UnsupportedSchemaException>(exporter.RefreshAsync);
        var page = await PageAsync(exporter);

        page["coder_exporter_schema_supported"].ShouldBe(0);
        page["coder_exporter_schema_info{era=\"E0\",migration=\"164\"}"].ShouldBe(1);
        ShouldBeAbsent(page, Areas);

        await database.ExecuteAsync("alter table agent_stats rename to workspace_agent_stats");
        await exporter.RefreshAsync();
        page = await PageAsync(exporter);
        page["coder_exporter_schema_supported"].ShouldBe(1);
        page.Of("coder_exporter_schema_info").ShouldBe(["coder_exporter_schema_info{era=\"E2\",migration=\"164\"}"]);
    }

    [Fact]
    public async Task Page_AfterMaxAge_LosesTheAreaUntilItIsReadAgain()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now), "--Deployment:MaxAge=10m");
        await exporter.RefreshAsync();
        exporter.Time.Advance(TimeSpan.FromMinutes(10));
        (await PageAsync(exporter)).Of("coder_workspaces").Count().ShouldBe(5);

        exporter.Time.Advance(TimeSpan.FromSeconds(1));
        var page = await PageAsync(exporter);
        ShouldBeAbsent(page, DeploymentMetrics.Group);
        page.Of("coder_daily_active_users").Count().ShouldBe(25);
        page["coder_exporter_refresh_last_success_timestamp_seconds{area=\"deployment\"}"].ShouldBe(FixedDeployment.Now.ToUnixTimeSeconds());

        await exporter.RefreshAsync<DeploymentSnapshot>();
        (await PageAsync(exporter)).Of("coder_workspaces").Count().ShouldBe(5);
    }

    [Fact]
    public async Task Page_AsWorkGoesOn_Follows()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        var before = await PageAsync(exporter);
        await new CoderRows(database, FixedDeployment.Now)
            .AddStatAsync(FixedDeployment.Now.AddSeconds(30), template: FixedDeployment.Gpu, rxBytes: 7, txBytes: 8, latency: 40);
        exporter.Time.Advance(TimeSpan.FromMinutes(1));
        await exporter.RefreshAsync();
        var page = await PageAsync(exporter);

        page["coder_daily_active_users{timezone=\"UTC\"}"].ShouldBe(3);
        page["coder_workspace_traffic_bytes_total{direction=\"receive\"}"].ShouldBe(7);
        page["coder_workspace_traffic_bytes_total{direction=\"transmit\"}"].ShouldBe(8);
        page["coder_workspace_agents_reporting"].ShouldBe(4);
        page["coder_exporter_refreshes_total{area=\"activity\"}"].ShouldBe(before["coder_exporter_refreshes_total{area=\"activity\"}"] + 1);
    }

    private static async Task<Page> PageAsync(TestExporter exporter) =>
        new(await exporter.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));

    private static void ShouldBeAbsent(Page page, params MetricGroup[] groups) =>
        ShouldBeAbsent(page, [.. groups.SelectMany(group => group.Metrics).Select(metric => metric.Name)]);

    private static void ShouldBeAbsent(Page page, params string[] metrics)
    {
        foreach (var metric in metrics) page.Of(metric).ShouldBeEmpty();
    }
}
