using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Simulation;

/// <summary>The same people do the same in every era; only what Coder writes down of it differs.</summary>
public sealed class ErasTests(PostgresFixture postgres)
{
    private static readonly DeploymentShape Small = new(Users: 40, Templates: 6, Days: 6, Rows: 30_000);

    private const string Rollup = """
        select concat_ws(' ', start_time, end_time, template_id, user_id, usage_mins, median_latency_ms, app_usage_mins)
        from template_usage_stats
        where user_id <> 'c42fdf75-3097-471c-8c33-fb52454d81c0'
        order by start_time, template_id, user_id
        """;

    private const string Prebuilt = """
        select user_id::text || (connection_count > 0) from workspace_agent_stats
        where user_id = 'c42fdf75-3097-471c-8c33-fb52454d81c0' group by 1 order by 1
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<Era> WithRollup => [.. Enum.GetValues<Era>().Where(era => era >= Era.E3)];

    [Theory]
    [MemberData(nameof(WithRollup))]
    public async Task FillAsync_EraWithRollup_IsWhatAnUpgradeOfAnOlderDeploymentGives(Era era)
    {
        await using var upgraded = await postgres.NewDatabaseAsync(Era.E2);
        await using var filled = await postgres.NewDatabaseAsync(era);
        await SimulatedDeployment.FillAsync(upgraded, Small, TestTime.Now, ct: Ct);
        var before = await upgraded.TextsAsync(Reports(TestTime.Now.AddDays(-1)));

        await SimulatedDeployment.FillAsync(filled, Small, TestTime.Now, ct: Ct);
        await upgraded.MigrateAsync(era, ct: Ct);
        await upgraded.RollUpAsync(TestTime.Now, Ct);
        await upgraded.PurgeAsync(TestTime.Now, Ct);

        (await filled.TextsAsync(Rollup)).ShouldBe(await upgraded.TextsAsync(Rollup));
        (await filled.TextsAsync(Reports(DateTimeOffset.MinValue)))
            .ShouldBe(await upgraded.TextsAsync(Reports(DateTimeOffset.MinValue)));
        (await filled.TextsAsync(Reports(TestTime.Now.AddDays(-1)))).ShouldBe(before, "every era begins with the same reports");
        (await filled.ScalarAsync("select count(*) > 300 and count(distinct start_time) > 250 from template_usage_stats")).ShouldBe(true);
        (await filled.TextsAsync(Prebuilt)).Count.ShouldBe(era < Era.E5 ? 0 : 2);
    }

    [Theory]
    [InlineData(Era.E4)]
    [InlineData(Era.E8)]
    public async Task StepAsync_RolledUpOnTheWay_IsWhatOneRollUpAtTheEndGives(Era era)
    {
        await using var upgraded = await postgres.NewDatabaseAsync(Era.E2);
        await using var walked = await postgres.NewDatabaseAsync(era);
        var old = await SimulatedDeployment.FillAsync(upgraded, Small, TestTime.Now, ct: Ct);
        var walking = await SimulatedDeployment.FillAsync(walked, Small, TestTime.Now, ct: Ct);
        var end = TestTime.Now.AddHours(6);

        await old.StepAsync(end, Ct);
        for (var now = TestTime.Now.AddMinutes(7); now < end; now = now.AddMinutes(7))
        {
            await walking.StepAsync(now, Ct);
        }

        await walking.StepAsync(end, Ct);
        await upgraded.MigrateAsync(era, ct: Ct);
        await upgraded.RollUpAsync(end, Ct);
        await walked.RollUpAsync(end, Ct);

        (await walked.TextsAsync(Rollup)).ShouldBe(await upgraded.TextsAsync(Rollup));
        (await walked.ScalarAsync("""
            select (select max(start_time) from template_usage_stats) - (select min(created_at) from workspace_agent_stats) <= '1 day'
            """)).ShouldBe(true);
    }

    [Fact]
    public async Task StepAsync_AfterEachUpgrade_GoesOnAsIfNothingHadHappened()
    {
        await using var upgraded = await postgres.NewDatabaseAsync(Era.E1);
        await using var untouched = await postgres.NewDatabaseAsync(Era.E1);
        var deployment = await SimulatedDeployment.FillAsync(upgraded, Small, TestTime.Now, ct: Ct);
        var other = await SimulatedDeployment.FillAsync(untouched, Small, TestTime.Now, ct: Ct);

        foreach (var era in Enum.GetValues<Era>().Skip(1))
        {
            var after = deployment.Now;
            await upgraded.MigrateAsync(era, ct: Ct);
            await deployment.StepAsync(after.AddMinutes(40), Ct);
            await other.StepAsync(after.AddMinutes(40), Ct);

            var reports = Reports(after.AddTicks(1));
            (await upgraded.TextsAsync(reports)).ShouldBe(await untouched.TextsAsync(reports), era.ToString());
            if (era >= Era.E3)
            {
                (await upgraded.ScalarAsync($"select max(end_time) > '{after.AddMinutes(30):O}' from template_usage_stats")).ShouldBe(true);
            }
        }

        const string Builds = "select concat_ws(' ', id, build_number, transition, initiator_id) from workspace_builds "
            + "where initiator_id <> 'c42fdf75-3097-471c-8c33-fb52454d81c0' order by id";
        (await upgraded.TextsAsync(Builds)).ShouldBe(await untouched.TextsAsync(Builds));
        (await upgraded.ScalarAsync("select count(distinct owner_id) from workspaces where name like 'prebuild-%' and not deleted"))
            .ShouldBe(1L);
    }

    [Fact]
    public async Task LiveAsync_MigratedMeanwhile_WaitsAndGoesOnInTheNewEra()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E6);
        var deployment = await SimulatedDeployment.FillAsync(database, Small, TestTime.Now, ct: Ct);
        var clock = new TellingClock(TestTime.Now.AddMinutes(1));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var living = deployment.LiveAsync(clock, ct: stop.Token);
        await clock.WaitsAsync(Ct);

        await database.MigrateAsync(
            Era.E8,
            _ =>
            {
                clock.Advance(TimeSpan.FromSeconds(30));
                return Task.CompletedTask;
            },
            Ct);
        await clock.WaitsAsync(Ct);
        clock.Advance(TimeSpan.FromSeconds(30));
        await clock.WaitsAsync(Ct);

        deployment.Now.ShouldBeGreaterThanOrEqualTo(TestTime.Now.AddMinutes(2));
        (await database.ScalarAsync($"select sum(usage_mins) > 0 from template_usage_stats_session_apps where app_name = 'cursor'"))
            .ShouldBe(true);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(living);
    }

    [Fact]
    public async Task FillAsync_UsageMode_SessionsAreInUsageRowsOnly()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E4);
        var deployment = await SimulatedDeployment.FillAsync(database, Small with { UsageMode = true }, TestTime.Now, ct: Ct);
        await deployment.StepAsync(TestTime.Now.AddMinutes(10), Ct);

        (await database.TextsAsync("""
            select concat_ws(' ', usage, min(sessions), max(sessions)) from workspace_agent_stats
            cross join lateral (select session_count_vscode + session_count_jetbrains + session_count_reconnecting_pty + session_count_ssh)
                as one (sessions)
            where connection_count > 0
            group by usage order by usage
            """)).ShouldBe(["f 0 0", "t 1 1"]);
        (await database.ScalarAsync("select count(*) > 100 from template_usage_stats where vscode_mins > 0")).ShouldBe(true);
    }

    [Fact]
    public async Task FillAsync_Activity_OfConnectionsAndOfSessionsDiffers()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E4);

        await SimulatedDeployment.FillAsync(database, Small with { Rows = 200_000 }, TestTime.Now, ct: Ct);

        (await database.TextsAsync("""
            select distinct concat_ws(' ', connection_count > 0,
                session_count_vscode + session_count_jetbrains + session_count_reconnecting_pty + session_count_ssh > 0)
            from workspace_agent_stats
            """)).ShouldBe(["f f", "f t", "t f", "t t"], ignoreOrder: true);
        (await database.ScalarAsync("""
            select count(*) > 0 from workspace_app_stats visit join workspaces workspace on workspace.id = visit.workspace_id
            where visit.user_id <> workspace.owner_id
            """)).ShouldBe(true);
    }

    private static string Reports(DateTimeOffset since) => $"""
        select concat_ws(' ', id, created_at, user_id, agent_id, workspace_id, template_id, connection_count, rx_bytes, tx_bytes,
            connection_median_latency_ms)
        from workspace_agent_stats
        where created_at >= '{since:O}' and user_id <> 'c42fdf75-3097-471c-8c33-fb52454d81c0'
        order by id
        """;
}
