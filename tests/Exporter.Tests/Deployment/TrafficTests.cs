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
}
