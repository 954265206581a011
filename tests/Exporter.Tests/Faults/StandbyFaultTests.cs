using System.Globalization;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>A primary and its hot standby, which changes places with it, falls behind, or ends queries that are in its way.</summary>
public sealed class StandbyFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Standby_ThatEndsQueriesToKeepUp_IsAskedAgain()
    {
        await using var primary = await PrimaryAsync();
        await using var standby = await StandbyAsync(primary);
        await using var deployment = await FaultyDeployment.StartAsync(primary, database => Url(database, standby));
        using var stop = new CancellationTokenSource();
        var locking = Task.CompletedTask;
        await deployment.SufferAsync(new(
            async () =>
            {
                await deployment.Database.ExecuteAsync("""
                    alter table workspaces rename to fast;
                    create view workspaces as select fast.* from fast, (select pg_sleep(60)) as slowly;
                    grant select on workspaces to coder_exporter
                    """, Cancellation);
                locking = LockAsync(deployment.Database, stop.Token);
            },
            async () =>
            {
                await stop.CancelAsync();
                await locking;
                await deployment.Database.ExecuteAsync("drop view workspaces; alter table fast rename to workspaces", Cancellation);
            },
            "the standby ended a query to keep up with its primary", Unreachable: false));
    }

    [Fact]
    public async Task Standby_InRecovery_IsWaitedFor()
    {
        await using var primary = await PrimaryAsync();
        await using var standby = await StandbyAsync(primary);
        await using var deployment = await FaultyDeployment.StartAsync(primary, database => Url(database, standby));
        await deployment.SufferAsync(new(() => ReadableAsync(false), () => ReadableAsync(true), "the server is starting up or shutting down"));

        async Task ReadableAsync(bool readable)
        {
            await standby.StopAsync();
            await File.AppendAllTextAsync(Path.Combine(standby.Folder, "data", "postgresql.auto.conf"), $"\nhot_standby = {(readable ? "on" : "off")}\n", Cancellation);
            await standby.StartAgainAsync();
        }
    }

    [Fact]
    public async Task Standby_Promoted_IsFoundByTargetSessionAttrs()
    {
        await using var primary = await PrimaryAsync();
        await using var standby = await StandbyAsync(primary);
        await using var deployment = await FaultyDeployment.StartAsync(primary, database => $"{Url(database, primary, standby)}&target_session_attrs=primary");
        await using var promoted = new SimulatedDatabase(deployment.Database.Name, deployment.Database.Era, standby);
        await deployment.SufferAsync(new(
            async () =>
            {
                await CaughtUpAsync(primary, standby);
                await primary.KillAsync();
            },
            async () =>
            {
                await standby.ExecuteAsync("select pg_promote()", ct: Cancellation);
                deployment.MoveTo(promoted);
            },
            "target_session_attrs"));
    }

    [Fact]
    public async Task Standby_Preferred_GivesPlaceToThePrimaryWhileItIsGone()
    {
        await using var primary = await PrimaryAsync();
        await using var standby = await StandbyAsync(primary);
        await using var deployment = await FaultyDeployment.StartAsync(
            primary, database => $"{Url(database, standby, primary)}&target_session_attrs=prefer-standby");
        (await deployment.ConnectionsAsync()).ShouldBe(0); // on the primary
        await standby.StopAsync();
        await deployment.ShouldBeRightAsync();
        (await deployment.ConnectionsAsync()).ShouldBeInRange(1, 3);
        await standby.StartAgainAsync();
        await deployment.ShouldBeRightAsync();
    }

    private static Task<PostgresServer> PrimaryAsync() =>
        PostgresServer.StartAsync(new() { Settings = PostgresServerOptions.Replication }, Cancellation);

    private static Task<PostgresServer> StandbyAsync(PostgresServer primary) => PostgresServer.StartStandbyAsync(primary, new()
    {
        Settings = new Dictionary<string, string>(PostgresServerOptions.Replication) { ["max_standby_streaming_delay"] = "0" },
    }, Cancellation);

    private static string Url(SimulatedDatabase database, params PostgresServer[] servers) => database.Url[..(database.Url.IndexOf('@', StringComparison.Ordinal) + 1)]
        + string.Join(',', servers.Select(server => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}"))) + $"/{database.Name}?sslmode=disable";

    /// <summary>The primary takes an exclusive lock again and again, as an upgrade or a vacuum that truncates does.</summary>
    private static async Task LockAsync(SimulatedDatabase database, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        while (!stop.IsCancellationRequested)
        {
            await database.ExecuteAsync("begin; lock table fast in access exclusive mode; commit", Cancellation);
            await timer.WaitForNextTickAsync(Cancellation);
        }
    }

    private static async Task CaughtUpAsync(PostgresServer primary, PostgresServer standby)
    {
        await primary.ExecuteAsync("select pg_switch_wal()", ct: Cancellation); // and so everything so far is written
        await using var ahead = NpgsqlDataSource.Create(primary.SuperuserConnectionString + ";Pooling=false");
        await using var behind = NpgsqlDataSource.Create(standby.SuperuserConnectionString + ";Pooling=false");
        await using var written = ahead.CreateCommand("select pg_current_wal_lsn()::text");
        var position = (string)(await written.ExecuteScalarAsync(Cancellation))!;
        await using var replayed = behind.CreateCommand($"select pg_last_wal_replay_lsn() >= '{position}'");
        while (await replayed.ExecuteScalarAsync(Cancellation) is not true) { }
    }
}
