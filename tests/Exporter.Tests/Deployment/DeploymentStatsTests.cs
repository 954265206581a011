using Exporter.Deployment;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Deployment;

public sealed class DeploymentStatsTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);

    [Fact]
    public async Task Stats_OneFreshReport_CountsItsSession()
    {
        var stats = await StatsAsync(rows => rows.AddStatAsync(Now.AddSeconds(-1), rxBytes: 1, txBytes: 1, vsCode: 1));

        stats.SessionCount.ShouldBe(new SessionCount(1, 0, 0, 0));
    }

    [Fact]
    public async Task Stats_TwoAgents_AddsAndInterpolates()
    {
        var stats = await StatsAsync(
            rows => rows.AddStatAsync(Now.AddMinutes(-1), rxBytes: 1, txBytes: 1, latency: 1, vsCode: 1),
            rows => rows.AddStatAsync(Now.AddMinutes(-1), rxBytes: 1, txBytes: 1, latency: 2, vsCode: 1));

        (stats.Workspaces.RxBytes, stats.Workspaces.TxBytes).ShouldBe((2, 2));
        stats.Workspaces.ConnectionLatencyMilliseconds.ShouldBe(new ConnectionLatency(1.5, 1.95));
        stats.SessionCount.Vscode.ShouldBe(2);
    }

    [Fact]
    public async Task Stats_TwoReportsOfOneAgent_TakesSessionsOfTheNewest()
    {
        var agent = Guid.NewGuid();
        var stats = await StatsAsync(
            rows => rows.AddStatAsync(Now.AddMinutes(-1), agent: agent, rxBytes: 1, txBytes: 1, latency: 1, vsCode: 1),
            rows => rows.AddStatAsync(Now.AddMinutes(-1).AddSeconds(1), agent: agent, rxBytes: 1, txBytes: 1, latency: 2, vsCode: 1));

        (stats.Workspaces.RxBytes, stats.Workspaces.TxBytes).ShouldBe((2, 2));
        stats.Workspaces.ConnectionLatencyMilliseconds.ShouldBe(new ConnectionLatency(1.5, 1.95));
        stats.SessionCount.Vscode.ShouldBe(1);
    }

    [Fact]
    public async Task Stats_LatencyNotMeasured_CountsNeitherInPercentilesNorInTraffic()
    {
        var stats = await StatsAsync(
            rows => rows.AddStatAsync(Now.AddMinutes(-1), rxBytes: 5, txBytes: 5, latency: -0.001),
            rows => rows.AddStatAsync(Now.AddMinutes(-1), rxBytes: 5, txBytes: 5, latency: -1),
            rows => rows.AddStatAsync(Now.AddMinutes(-1), rxBytes: 3, txBytes: 4, latency: 10),
            rows => rows.AddStatAsync(Now.AddMinutes(-1), rxBytes: 3, txBytes: 4, latency: 50));

        (stats.Workspaces.RxBytes, stats.Workspaces.TxBytes).ShouldBe((6, 8));
        stats.Workspaces.ConnectionLatencyMilliseconds.ShouldBe(new ConnectionLatency(30, 48));
    }

    [Fact]
    public async Task Stats_NoLatencyAnywhere_SaysMinusOne() =>
        (await StatsAsync(rows => rows.AddStatAsync(Now.AddMinutes(-1)))).Workspaces.ConnectionLatencyMilliseconds
            .ShouldBe(new ConnectionLatency(-1, -1));

    [Fact]
    public async Task Stats_ReportExactlyFifteenMinutesOld_IsOutside()
    {
        var stats = await StatsAsync(
            rows => rows.AddStatAsync(Now.AddMinutes(-15), latency: 1, ssh: 1),
            rows => rows.AddStatAsync(Now.AddMinutes(-15).AddMicroseconds(1), latency: 7, ssh: 4));

        stats.SessionCount.Ssh.ShouldBe(4);
        stats.Workspaces.ConnectionLatencyMilliseconds.ShouldBe(new ConnectionLatency(7, 7));
    }

    [Fact]
    public async Task Stats_Always_SayWhenTheyAreFromAndWhenTheNextAreDue()
    {
        var stats = await StatsAsync();

        stats.AggregatedFrom.ShouldBe(Now.AddMinutes(-15).UtcDateTime);
        stats.CollectedAt.ShouldBe(Now.UtcDateTime);
        stats.NextUpdateAt.ShouldBe(Now.AddMinutes(1).UtcDateTime);
    }

    /// <summary>Every state a build can be in, and the buckets a workspace with it counts in.</summary>
    [Theory]
    [InlineData("none", "pending")]
    [InlineData("queued", "pending")]
    [InlineData("canceled before start", "pending")]
    [InlineData("canceled before start with error", "pending failed")]
    [InlineData("started", "building")]
    [InlineData("started ten days ago, no update since", "building hung")]
    [InlineData("stamped 31 s ahead", "")]
    [InlineData("stamped 29 s ahead", "building")]
    [InlineData("start done", "running")]
    [InlineData("stop done", "stopped")]
    [InlineData("delete done", "")]
    [InlineData("failed", "failed")]
    [InlineData("done with an empty error", "failed")]
    [InlineData("cancel under way", "")]
    [InlineData("canceled", "")]
    [InlineData("canceled with error", "failed")]
    public async Task Workspaces_OfEachKind_CountInTheirBuckets(string build, string expected)
    {
        var (before, start, end) = (Now.AddMinutes(-9), Now.AddMinutes(-3), Now.AddMinutes(-1));
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now.AddHours(-1));
        var workspace = await rows.AddWorkspaceAsync();
        var gone = await rows.AddWorkspaceAsync(deleted: true);
        await rows.AddBuildAsync(gone, startedAt: before, completedAt: end);
        await (build switch
        {
            "none" => Task.CompletedTask,
            "queued" => rows.AddBuildAsync(workspace),
            "canceled before start" => rows.AddBuildAsync(workspace, canceledAt: end, completedAt: end),
            "canceled before start with error" => rows.AddBuildAsync(workspace, canceledAt: end, completedAt: end, error: "canceled"),
            "started" => rows.AddBuildAsync(workspace, startedAt: start),
            "started ten days ago, no update since" => rows.AddBuildAsync(workspace, startedAt: Now.AddDays(-10), updatedAt: Now.AddDays(-10)),
            "stamped 31 s ahead" => rows.AddBuildAsync(workspace, startedAt: start, updatedAt: Now.AddSeconds(31)),
            "stamped 29 s ahead" => rows.AddBuildAsync(workspace, startedAt: start, updatedAt: Now.AddSeconds(29)),
            "start done" => rows.AddBuildAsync(workspace, startedAt: start, completedAt: end),
            "stop done" => rows.AddBuildAsync(workspace, transition: "stop", startedAt: start, completedAt: end),
            "delete done" => rows.AddBuildAsync(workspace, transition: "delete", startedAt: start, completedAt: end),
            "failed" => rows.AddBuildAsync(workspace, startedAt: start, completedAt: end, error: "boom"),
            "done with an empty error" => rows.AddBuildAsync(workspace, startedAt: start, completedAt: end, error: ""),
            "cancel under way" => rows.AddBuildAsync(workspace, startedAt: start, canceledAt: end),
            "canceled" => rows.AddBuildAsync(workspace, startedAt: start, canceledAt: end, completedAt: end),
            "canceled with error" => rows.AddBuildAsync(workspace, startedAt: start, canceledAt: end, completedAt: end, error: "boom"),
            _ => throw new ArgumentException(build, nameof(build)),
        });
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now));
        await exporter.RefreshAsync<DeploymentSnapshot>();

        var counts = exporter.Current<DeploymentSnapshot>().Workspaces;
        string[] buckets =
        [
            .. Bucket("pending", counts.Pending), .. Bucket("building", counts.Building), .. Bucket("running", counts.Running),
            .. Bucket("failed", counts.Failed), .. Bucket("stopped", counts.Stopped), .. Bucket("hung", counts.Hung),
        ];
        string.Join(' ', buckets).ShouldBe(expected);

        static IEnumerable<string> Bucket(string name, long count) => Enumerable.Repeat(name, (int)count);
    }

    [Fact]
    public async Task Workspaces_WithSeveralBuilds_CountByTheNewest()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now.AddHours(-1));
        var workspace = await rows.AddWorkspaceAsync();
        await rows.AddBuildAsync(workspace, number: 2, transition: "stop", startedAt: Now.AddMinutes(-3), completedAt: Now.AddMinutes(-2));
        await rows.AddBuildAsync(workspace, number: 1, startedAt: Now.AddMinutes(-2), completedAt: Now.AddMinutes(-1));
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now));
        await exporter.RefreshAsync<DeploymentSnapshot>();

        exporter.Current<DeploymentSnapshot>().Workspaces.ShouldBe(new WorkspaceCounts(0, 0, 0, 0, 1, 0));
    }

    [Fact]
    public async Task Traffic_OverManyRefreshes_CountsEveryReportSinceTheStartOnce()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now);
        var time = new FakeTimeProvider(Now);
        await rows.AddStatAsync(Now.AddMinutes(-1), rxBytes: 1000, txBytes: 1000); // before the start
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync<DeploymentSnapshot>();
        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(Traffic.None);

        await rows.AddStatAsync(Now.AddSeconds(20), rxBytes: 1, txBytes: 10);
        await rows.AddStatAsync(Now.AddSeconds(-50), rxBytes: 2, txBytes: 20); // late
        time.Advance(TimeSpan.FromMinutes(1));
        await exporter.RefreshAsync<DeploymentSnapshot>();
        await exporter.RefreshAsync<DeploymentSnapshot>();
        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(3, 30));

        for (var minute = 1; minute <= 200; minute++) // the exporter is cut off for over three hours
            await rows.AddStatAsync(Now.AddMinutes(minute), rxBytes: 1, txBytes: 1);
        time.Advance(TimeSpan.FromMinutes(200));
        await exporter.RefreshAsync<DeploymentSnapshot>();
        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(203, 230));

        time.Advance(TimeSpan.FromDays(3)); // nobody works
        await exporter.RefreshAsync<DeploymentSnapshot>();
        await exporter.RefreshAsync<DeploymentSnapshot>();
        exporter.Current<DeploymentSnapshot>().Traffic.ShouldBe(new Traffic(203, 230));
        exporter.Current<DeploymentSnapshot>().Agents.Agents.ShouldBe(0);
    }

    private async Task<DeploymentStats> StatsAsync(params Func<CoderRows, Task>[] add)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var rows = new CoderRows(database, Now);
        foreach (var row in add) await row(rows);
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now));
        await exporter.RefreshAsync<DeploymentSnapshot>();
        exporter.Get<DeploymentAnswers>().DeploymentStats().TryGet(out var stats, out _).ShouldBeTrue();
        return stats;
    }
}
