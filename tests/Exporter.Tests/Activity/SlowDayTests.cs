using Exporter.Tests.Cli;
using Exporter.Tests.Fixtures;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>
/// A day of the history that cannot be read: too much for one statement, or failing for a while. The table's place is taken by a view with a
/// condition that sleeps or fails, as a database in trouble would; PostgreSQL tests it last, on the rows that are asked for alone.
/// </summary>
public sealed class SlowDayTests(PostgresFixture postgres)
{
    private const int Days = 40 + 1; // the horizon, and today

    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);

    [Fact]
    public async Task ADayThatTakesTooLong_IsReadInHalves()
    {
        await using var deployment = await StartAsync("--Database:StatementTimeout=2s", "--Database:LockTimeout=1s");
        // 40 reports on the day before yesterday, 60 ms each: too many for two seconds, but not the half of them.
        await deployment.ReportsAsync(Enumerable.Range(0, 40).Select(report => Report(Midnight(-2).AddMinutes(36 * report))));
        await BehindAsync(deployment, "created_at between '2026-04-13' and '2026-04-14' and pg_sleep(0.06) is null");

        await deployment.RefreshOnceAsync(); // today
        var failure = await Should.ThrowAsync<PostgresException>(async () => { while (await deployment.RefreshOnceAsync()) { } });
        failure.SqlState.ShouldBe(PostgresErrorCodes.QueryCanceled);
        (deployment.Activity.Complete, deployment.Users().Today).ShouldBe((false, 1)); // what was known stays

        await deployment.RefreshAsync();
        deployment.Activity.Complete.ShouldBeTrue();
        (await ReadsAsync(deployment)).ShouldBeGreaterThan(Days); // that day in two parts, or in more where the machine is busy
        await HealAsync(deployment);
        await deployment.ShouldEqualPlainSqlAsync();
    }

    [Fact]
    public async Task AnExportOfADayThatTakesTooLong_IsThatOfOneThatDoesNot()
    {
        await using var deployment = await StartAsync();
        await deployment.ReportsAsync(Enumerable.Range(0, 40).Select(report => Report(Midnight(-2).AddMinutes(36 * report))));
        string[] history =
        [
            "history", $"--CODER_PG_CONNECTION_URL={deployment.Database.Url}", "--Database:StatementTimeout=2s", "--Database:LockTimeout=1s", "--every=1d",
        ];
        var quick = await CliRun.AtAsync(deployment.Time, history);
        await BehindAsync(deployment, "created_at between '2026-04-13' and '2026-04-14' and pg_sleep(0.06) is null");

        var slow = await CliRun.AtAsync(deployment.Time, history);

        (slow.ExitCode, slow.Output).ShouldBe((0, quick.Output));
        slow.Output.ShouldContain("\ncoder_daily_active_users_yesterday{timezone=\"UTC\"} 41 ");
    }

    [Fact]
    public async Task ADayThatFails_IsReadAgainAlone()
    {
        await using var deployment = await StartAsync();
        await BehindAsync(deployment, "created_at < '2026-03-20' and 1 / (select count(*) from fixed) = 0");
        await deployment.RefreshOnceAsync();
        await Should.ThrowAsync<PostgresException>(async () => { while (await deployment.RefreshOnceAsync()) { } });
        var before = await ReadsAsync(deployment);
        for (var attempt = 0; attempt < 3; attempt++) await Should.ThrowAsync<PostgresException>(deployment.RefreshOnceAsync);
        (await ReadsAsync(deployment)).ShouldBe(before); // none of what was read is read again

        await deployment.Database.ExecuteAsync("insert into fixed values (1)", TestContext.Current.CancellationToken);
        await deployment.RefreshAsync();

        deployment.Activity.Complete.ShouldBeTrue();
        await deployment.ShouldEqualPlainSqlAsync();
        (await ReadsAsync(deployment)).ShouldBe(Days);
    }

    /// <summary>An upgrade of Coder holds the table: the wait is short, and afterwards all goes on.</summary>
    [Fact]
    public async Task ALockedTable_IsGivenUpSoonAndReadAfterwards()
    {
        await using var deployment = await StartAsync("--Database:LockTimeout=1s");
        await using (var upgrade = await deployment.Database.DataSource.OpenConnectionAsync(TestContext.Current.CancellationToken))
        await using (var transaction = await upgrade.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using (var command = new NpgsqlCommand("lock table workspace_agent_stats", upgrade, transaction))
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            var failure = await Should.ThrowAsync<PostgresException>(deployment.RefreshOnceAsync);
            failure.SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        }
        await deployment.RefreshAsync();

        await deployment.ShouldEqualPlainSqlAsync();
    }

    private static DateTimeOffset Midnight(int day) => new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero).AddDays(day);

    private static AgentStat Report(DateTimeOffset at) => new(at) { UserId = Guid.NewGuid(), ConnectionCount = 1 };

    private async Task<FollowedDeployment> StartAsync(params string[] settings)
    {
        var deployment = await FollowedDeployment.StartAsync(postgres, Now, ["--Activity:Horizon=40d", .. settings]);
        await deployment.ReportsAsync(Enumerable.Range(0, 40).Select(day => Report(Now.AddDays(-day))));
        return deployment;
    }

    /// <summary>Puts a view that lacks some rows, if the condition ever comes true, in the place of the table.</summary>
    private static Task BehindAsync(FollowedDeployment deployment, string trouble) => deployment.Database.ExecuteAsync(
        $"""
        create table fixed (yes int);
        alter table workspace_agent_stats rename to all_agent_stats;
        create view workspace_agent_stats as select * from all_agent_stats where case when {trouble} then false else true end;
        grant select on workspace_agent_stats to {ExporterRole.Name}
        """, TestContext.Current.CancellationToken);

    private static Task HealAsync(FollowedDeployment deployment) => deployment.Database.ExecuteAsync(
        "drop view workspace_agent_stats; alter table all_agent_stats rename to workspace_agent_stats", TestContext.Current.CancellationToken);

    /// <summary>How many stretches of activity the exporter has read with success; only a superuser sees what another role asked.</summary>
    private async Task<long> ReadsAsync(FollowedDeployment deployment)
    {
        await using var superuser = NpgsqlDataSource.Create($"{postgres.Server.SuperuserConnectionString};Database={deployment.Database.Name};Pooling=false");
        await using var command = superuser.CreateCommand(
            """
            select coalesce(sum(calls), 0)::bigint from pg_stat_statements
            where query like '%bit_or%' and dbid = (select oid from pg_database where datname = current_database())
            """);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
