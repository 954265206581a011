using Exporter.Deployment;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Deployment;

/// <summary>Traffic since the exporter's start: every report once, however it arrives.</summary>
public sealed class TrafficTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);

    [Fact]
    public async Task Traffic_FromBeforeTheStart_NeverCounts()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now);
        for (var minute = 14; minute <= 30; minute++) await rows.AddStatAsync(Now.AddMinutes(-minute).AddSeconds(30), rxBytes: 1, txBytes: 1);
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time);
        for (var refresh = 0; refresh < 3; refresh++)
        {
            await exporter.RefreshAsync<DeploymentSnapshot>();
            exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(Traffic.None);
            time.Advance(TimeSpan.FromSeconds(20));
        }
    }

    /// <summary>A report from the future must not move the mark over what a clock a little behind ours still writes.</summary>
    [Fact]
    public async Task Traffic_WithAReportStampedAhead_CountsTheOthersToo()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now);
        await rows.AddStatAsync(Now.AddHours(5), rxBytes: 1000);
        await rows.AddStatAsync(Now.AddMinutes(-8));
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync<DeploymentSnapshot>();

        for (var minute = 1; minute <= 30; minute++)
        {
            await rows.AddStatAsync(Now.AddMinutes(minute - 8), rxBytes: 1, txBytes: 2);
            time.Advance(TimeSpan.FromMinutes(1));
            await exporter.RefreshAsync<DeploymentSnapshot>();
        }

        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(30, 60));
    }

    /// <summary>A server of Coder's that was cut off from its database writes what it kept, with the old time stamps.</summary>
    [Fact]
    public async Task Traffic_OfReportsThatComeMinutesLate_Counts()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now);
        await rows.AddStatAsync(Now.AddSeconds(-1));
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync<DeploymentSnapshot>();

        for (var minute = 1; minute <= 6; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await rows.AddStatAsync(time.GetUtcNow().AddSeconds(-1), rxBytes: 1);
            if (minute == 4) await rows.AddStatAsync(Now.AddMinutes(1), rxBytes: 100);
            await exporter.RefreshAsync<DeploymentSnapshot>();
        }

        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(106, 0));
    }

    /// <summary>A standby that lags answers without the newest reports; later it has them. Nothing is taken back and nothing counts again.</summary>
    [Fact]
    public async Task Traffic_OfADatabaseThatFallsBehind_NeitherFallsNorCountsAgain()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now);
        await rows.AddStatAsync(Now.AddSeconds(-1));
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync<DeploymentSnapshot>();
        for (var report = 1; report <= 10; report++) await rows.AddStatAsync(Now.AddSeconds(5 * report), rxBytes: 10);
        await RefreshAfterAsync(TimeSpan.FromMinutes(1));
        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(100, 0));

        await database.ExecuteAsync("create table ahead as select * from workspace_agent_stats; delete from workspace_agent_stats", TestContext.Current.CancellationToken);
        for (var minute = 0; minute < 7; minute++)
        {
            await RefreshAfterAsync(TimeSpan.FromMinutes(1));
            exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(100, 0));
        }
        await database.ExecuteAsync("insert into workspace_agent_stats select * from ahead", TestContext.Current.CancellationToken);
        for (var minute = 0; minute < 7; minute++) await RefreshAfterAsync(TimeSpan.FromMinutes(1));
        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(100, 0));

        async Task RefreshAfterAsync(TimeSpan wait)
        {
            time.Advance(wait);
            await exporter.RefreshAsync<DeploymentSnapshot>();
        }
    }

    /// <summary>What a standby has yet to replay is not passed over, however old it is by then.</summary>
    [Fact]
    public async Task Traffic_OfAStandbyThatStoodStillForHours_Counts()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now);
        await rows.AddStatAsync(Now.AddSeconds(-1), rxBytes: 1000);
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync<DeploymentSnapshot>();
        for (var minute = 1; minute <= 180; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await exporter.RefreshAsync<DeploymentSnapshot>();
        }

        for (var minute = 1; minute <= 100; minute++) await rows.AddStatAsync(Now.AddMinutes(minute), rxBytes: 1);
        await exporter.RefreshAsync<DeploymentSnapshot>();
        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(100, 0));
        for (var minute = 101; minute <= 180; minute++) await rows.AddStatAsync(Now.AddMinutes(minute), rxBytes: 1);
        await exporter.RefreshAsync<DeploymentSnapshot>();
        await exporter.RefreshAsync<DeploymentSnapshot>();
        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(180, 0));
    }

    /// <summary>Figures are those of the last 15 minutes, of which such a standby knows nothing; the counter only learns later of what it counts.</summary>
    [Fact]
    public async Task Traffic_OfAStandbyThatIsAlwaysFarBehind_Counts()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now);
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync<DeploymentSnapshot>();

        for (var minute = 1; minute <= 90; minute++)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await rows.AddStatAsync(time.GetUtcNow().AddMinutes(-40), rxBytes: 1, ssh: 1);
            await exporter.RefreshAsync<DeploymentSnapshot>();
            exporter.Current<DeploymentSnapshot>().Agents.Agents.ShouldBe(0);
        }

        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(66, 0)); // all from 15 minutes before the start on
    }

    /// <summary>Whoever has a workspace can have its agent report what they like.</summary>
    [Theory]
    [InlineData(Era.E2)]
    [InlineData(Era.E5)]
    [InlineData(Era.E8)]
    public async Task Report_ThatCannotBeTrue_StopsNothing(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var rows = new CoderRows(database, Now);
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync<DeploymentSnapshot>();
        await rows.AddStatAsync(Now.AddSeconds(1), ssh: 3_000_000_000, rxBytes: -5, txBytes: long.MaxValue, latency: double.PositiveInfinity);
        await rows.AddStatAsync(Now.AddSeconds(1), ssh: 1, rxBytes: 7, txBytes: long.MaxValue, latency: 20);
        time.Advance(TimeSpan.FromMinutes(1));
        await exporter.RefreshAsync<DeploymentSnapshot>();

        var snapshot = exporter.Current<DeploymentSnapshot>();
        snapshot.Traffic.RxBytes.ShouldBe(7);
        snapshot.Traffic.TxBytes.ShouldBeGreaterThan(0);
        snapshot.Agents.LatencyP95.ShouldBe(20);
        snapshot.Agents.Sessions.Ssh.ShouldBe(100_001);
        using var answer = await exporter.Http.GetAsync(new Uri("/api/v2/deployment/stats", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }
}
