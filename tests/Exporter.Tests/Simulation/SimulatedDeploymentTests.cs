using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class SimulatedDeploymentTests(PostgresFixture postgres)
{
    private static readonly DeploymentShape Small = new(Users: 40, Templates: 6, Days: 10, Rows: 20_000);

    // Every row of every table that a deployment writes, boiled down to one line each.
    private const string Fingerprint = """
        select concat_ws(' ', 'stats', count(*), md5(string_agg(stat::text, '' order by stat.id))) from workspace_agent_stats stat
        union all select concat_ws(' ', 'jobs', count(*), md5(string_agg(job::text, '' order by job.id))) from provisioner_jobs job
        union all select concat_ws(' ', 'builds', count(*), md5(string_agg(build::text, '' order by build.id))) from workspace_builds build
        union all select concat_ws(' ', 'agents', count(*), md5(string_agg(agent::text, '' order by agent.id))) from workspace_agents agent
        union all select concat_ws(' ', 'workspaces', count(*),
                md5(string_agg(concat(workspace.id, deleted, last_used_at), '' order by workspace.id)))
            from workspaces workspace
        union all select concat_ws(' ', 'users', count(*),
                md5(string_agg(concat(person.id, status, deleted, last_seen_at), '' order by person.id)))
            from users person
        union all select concat_ws(' ', 'templates', count(*),
                md5(string_agg(concat(template.id, name, active_version_id), '' order by template.id)))
            from templates template
        union all select concat_ws(' ', 'members', count(*)) from organization_members
        """;

    // What there is besides from E3 on.
    private const string RollupFingerprint = """
        select concat_ws(' ', 'visits', count(*), md5(string_agg(concat(session_id, session_started_at, session_ended_at, requests), ''
                order by session_id)))
            from workspace_app_stats
        union all select concat_ws(' ', 'usage', count(*), md5(string_agg(usage::text, '' order by start_time, template_id, user_id)))
            from template_usage_stats usage
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Era.E1)]
    [InlineData(Era.E2)]
    [InlineData(Era.E4)]
    [InlineData(Era.E8)]
    public async Task FillAsync_SameShapeAndTime_SameRows(Era era)
    {
        await using var one = await postgres.NewDatabaseAsync(era);
        await using var other = await postgres.NewDatabaseAsync(era);

        await SimulatedDeployment.FillAsync(one, Small, TestTime.Now, ct: Ct);
        await SimulatedDeployment.FillAsync(other, Small, TestTime.Now, ct: Ct);

        (await one.TextsAsync(Fingerprint)).ShouldBe(await other.TextsAsync(Fingerprint));
        if (era >= Era.E3)
        {
            (await one.TextsAsync(RollupFingerprint)).ShouldBe(await other.TextsAsync(RollupFingerprint));
        }
    }

    [Fact]
    public async Task FillAsync_OtherSeed_OtherRows()
    {
        await using var one = await postgres.NewDatabaseAsync(Era.E1);
        await using var other = await postgres.NewDatabaseAsync(Era.E1);

        await SimulatedDeployment.FillAsync(one, Small, TestTime.Now, ct: Ct);
        await SimulatedDeployment.FillAsync(other, Small with { Seed = 2 }, TestTime.Now, ct: Ct);

        (await one.TextsAsync(Fingerprint))[0].ShouldNotBe((await other.TextsAsync(Fingerprint))[0]);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(40, 6)]
    public async Task FillAsync_AnyHour_HasEveryStateAndEveryApp(int users, int templates)
    {
        for (var hour = 0; hour < 24; hour += 6)
        {
            await using var database = await postgres.NewDatabaseAsync(Era.E2);
            var now = TestTime.Now.AddHours(hour);

            await SimulatedDeployment.FillAsync(database, new DeploymentShape(users, templates, Days: 3, Rows: 2_000), now, ct: Ct);

            (await database.TextsAsync("select distinct job_status::text from provisioner_jobs"))
                .ShouldBe(["pending", "running", "succeeded", "canceled", "failed"], ignoreOrder: true);
            (await database.TextsAsync("select distinct transition::text from workspace_builds")).ShouldContain("stop");
            var recent = $"from workspace_agent_stats where created_at > '{now.AddMinutes(-15):O}' and created_at <= '{now:O}'";
            (await database.ScalarAsync($"select least(sum(session_count_vscode), sum(session_count_ssh), sum(session_count_jetbrains), "
                + $"sum(session_count_reconnecting_pty)) > 0 and max(connection_median_latency_ms) > 0 {recent}")).ShouldBe(true);
        }
    }

    [Fact]
    public async Task FillAsync_Rows_AreAboutAsManyAsAskedForAndNoneIsOutsideTheHistory()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var heard = new List<FillProgress>();

        await SimulatedDeployment.FillAsync(database, Small with { Rows = 100_000 }, TestTime.Now, new Listener(heard), Ct);

        ((long)(await database.ScalarAsync("select count(*) from workspace_agent_stats"))!).ShouldBeInRange(98_000, 105_000);
        (await database.ScalarAsync($"""
            select count(*) from workspace_agent_stats
            where created_at > '{TestTime.Now:O}' or created_at < '{TestTime.Now.AddDays(-Small.Days):O}'
            """)).ShouldBe(0L);
        heard[^1].Rows.ShouldBe(100_000);
    }

    [Fact]
    public async Task FillAsync_Templates_OneUnusedOneRenamedTwoDeletedOneOfThemANamesake()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);

        await SimulatedDeployment.FillAsync(database, Small, TestTime.Now, ct: Ct);

        (await database.ScalarAsync("select count(*) from templates where not deleted")).ShouldBe(6L);
        (await database.ScalarAsync("select count(*) from templates where deleted")).ShouldBe(2L);
        (await database.ScalarAsync("select count(distinct deleted) from templates where name = 'docker'")).ShouldBe(2L);
        (await database.TextsAsync("""
            select name from templates where not exists (select from workspaces where workspaces.template_id = templates.id)
            """)).ShouldBe(["data-science"]);
        (await database.ScalarAsync("select count(*) from workspaces where deleted")).ShouldNotBe(0L);
    }

    [Fact]
    public async Task FillAsync_DatabaseInUse_Refuses()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await new CoderRows(database, TestTime.Now).AddStatAsync(ct: Ct);

        await Should.ThrowAsync<InvalidOperationException>(() => SimulatedDeployment.FillAsync(database, Small, TestTime.Now, ct: Ct));
    }

    [Theory]
    [InlineData(Era.E1)]
    [InlineData(Era.E2)]
    [InlineData(Era.E5)]
    [InlineData(Era.E8)]
    public async Task StepAsync_ManySmallOrOneLarge_SameRows(Era era)
    {
        await using var one = await postgres.NewDatabaseAsync(era);
        await using var other = await postgres.NewDatabaseAsync(era);
        var walking = await SimulatedDeployment.FillAsync(one, Small, TestTime.Now, ct: Ct);
        var jumping = await SimulatedDeployment.FillAsync(other, Small, TestTime.Now, ct: Ct);

        for (var minutes = 20; minutes <= 24 * 60; minutes += 20)
        {
            await walking.StepAsync(TestTime.Now.AddMinutes(minutes), Ct);
        }

        await jumping.StepAsync(TestTime.Now.AddDays(1), Ct);

        walking.Now.ShouldBe(TestTime.Now.AddDays(1));
        // The time of the last touch of a row is that of the step; everything else is the same.
        var comparable = Fingerprint.Replace("job::text", "concat(job.id, started_at, canceled_at, completed_at, error)");
        (await one.TextsAsync(comparable)).ShouldBe(await other.TextsAsync(comparable));
        if (era >= Era.E3)
        {
            (await one.TextsAsync(RollupFingerprint)).ShouldBe(await other.TextsAsync(RollupFingerprint));
        }
    }

    [Fact]
    public async Task StepAsync_HalfAMinute_EveryRunningAgentReportsOnceAndThePendingBuildMovesOn()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var deployment = await SimulatedDeployment.FillAsync(database, Small, TestTime.Now, ct: Ct);
        const string Building = "select count(*) from provisioner_jobs where job_status in ('pending', 'running')";
        const string Reports = "select count(*) from workspace_agent_stats where created_at > ";

        await deployment.StepAsync(TestTime.Now.AddSeconds(30), Ct);

        var running = await database.ScalarAsync("select count(*) from workspace_agents where disconnected_at is null");
        (await database.ScalarAsync($"{Reports} '{TestTime.Now:O}'")).ShouldBe(running);
        (await database.ScalarAsync($"{Reports.Replace("*", "distinct agent_id")} '{TestTime.Now:O}'")).ShouldBe(running);
        var before = (long)(await database.ScalarAsync(Building))!;
        await deployment.StepAsync(TestTime.Now.AddMinutes(3), Ct);
        ((long)(await database.ScalarAsync(Building))!).ShouldBeLessThan(before);
    }

    [Fact]
    public async Task LiveAsync_ClockRuns_TimePassesAtItsMultipleUntilCanceled()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var deployment = await SimulatedDeployment.FillAsync(database, Small, TestTime.Now, ct: Ct);
        var clock = new TellingClock(TestTime.Now.AddMinutes(2));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);

        var living = deployment.LiveAsync(clock, speed: 60, stop.Token);
        await clock.WaitsAsync(Ct);
        deployment.Now.ShouldBe(TestTime.Now.AddMinutes(2));
        clock.Advance(TimeSpan.FromSeconds(1));
        await clock.WaitsAsync(Ct);
        deployment.Now.ShouldBe(TestTime.Now.AddMinutes(3));
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(living);
    }

    [Fact]
    public async Task LiveAsync_DatabaseDown_WaitsForItAndLosesNothing()
    {
        await using var server = await PostgresServer.StartAsync(ct: Ct);
        await using var database = await server.CreateDatabaseAsync(Era.E1, ct: Ct);
        var deployment = await SimulatedDeployment.FillAsync(database, Small, TestTime.Now, ct: Ct);
        var clock = new TellingClock(TestTime.Now);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var living = deployment.LiveAsync(clock, ct: stop.Token);
        await clock.WaitsAsync(Ct);

        await server.KillAsync();
        clock.Advance(TimeSpan.FromSeconds(30));
        await clock.WaitsAsync(Ct);
        deployment.Now.ShouldBe(TestTime.Now);
        await server.StartAgainAsync();
        clock.Advance(TimeSpan.FromSeconds(30));
        await clock.WaitsAsync(Ct);

        deployment.Now.ShouldBe(TestTime.Now.AddSeconds(60));
        var running = (long)(await database.ScalarAsync("select count(*) from workspace_agents where disconnected_at is null"))!;
        var reports = await database.ScalarAsync($"select count(*) from workspace_agent_stats where created_at > '{TestTime.Now:O}'");
        reports.ShouldBe(running * 2);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(living);
    }

    private sealed class Listener(List<FillProgress> heard) : IProgress<FillProgress>
    {
        public void Report(FillProgress value) => heard.Add(value);
    }
}
