using System.Collections.Immutable;
using Exporter.Deployment;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Deployment;

/// <summary>Sessions that clients report, and sessions by app.</summary>
public sealed class SessionSourceTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);
    private static readonly Guid Agent = Guid.NewGuid();

    [Theory]
    [InlineData(Era.E4)]
    [InlineData(Era.E7)]
    public async Task Usage_OfOneAgent_IsThatOfItsNewestWholeMinute(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        await new CoderRows(database, Now).CopyStatsAsync(
        [
            Report(2) with { Ssh = 4, VsCode = 3, Latency = 1 },
            Usage(2) with { VsCode = 1 },
            Usage(2) with { ReconnectingPty = 1 },
            Report(1) with { Ssh = 3, VsCode = 1, Latency = 2 },
            Usage(1) with { VsCode = 1 },
            Usage(1) with { Ssh = 1 },
            Usage(0) with { JetBrains = 1 }, // this minute is not over
        ]);

        var agents = await FiguresAsync(database);

        agents.Sessions.ShouldBe(new Sessions(Vscode: 1, Ssh: 1, Jetbrains: 0, ReconnectingPty: 0));
        (agents.RxBytes, agents.TxBytes, agents.LatencyP50, agents.LatencyP95).ShouldBe((2, 2, 1.5, 1.95));
    }

    [Theory]
    [InlineData("usage", 0, 0)]
    [InlineData("reports", 3, 1)]
    [InlineData("auto", 3, 1)]
    public async Task Usage_OfNobody_IsAsConfigured(string setting, int ssh, int vscode)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E4);
        await new CoderRows(database, Now).CopyStatsAsync([Report(1) with { Ssh = 3, VsCode = 1, Latency = 2, TxBytes = 3, RxBytes = 4 }]);

        var agents = await FiguresAsync(database, $"--Deployment:Sessions={setting}");

        agents.Sessions.ShouldBe(new Sessions(vscode, ssh, 0, 0));
        (agents.TxBytes, agents.RxBytes).ShouldBe((3, 4));
    }

    [Fact]
    public async Task Sessions_ByApp_AddUpByFamily()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E7);
        await new CoderRows(database, Now).CopyStatsAsync([Report(1) with
        {
            Ssh = 1,
            JetBrains = 2,
            ReconnectingPty = 3,
            OtherSessions = ImmutableSortedDictionary<string, long>.Empty
                .Add("cursor", 4).Add("kiro", 5).Add("zed", 6).Add("sftp", 7).Add("no_such_editor", 8),
        }]);
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now));
        await exporter.RefreshAsync<DeploymentSnapshot>();

        var deployment = exporter.Current<DeploymentSnapshot>();
        deployment.SessionsByApp.ShouldBeTrue();
        deployment.Agents.Sessions.ShouldBe(new Sessions(Vscode: 9, Ssh: 7, Jetbrains: 2, ReconnectingPty: 3, Sftp: 7, Unknown: 8));
    }

    [Theory]
    [InlineData(Era.E5, 2)]
    [InlineData(Era.E6, 7)]
    public async Task Traffic_OfTheWindow_IsCountedAsThatReleaseOfCoderDoes(Era era, long bytes)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        await new CoderRows(database, Now).CopyStatsAsync([Report(1) with { RxBytes = 2, Latency = 1 }, Report(1) with { RxBytes = 5 }]);

        (await FiguresAsync(database)).RxBytes.ShouldBe(bytes);
    }

    private static AgentStat Report(int minutesAgo) => new(Now.AddMinutes(-minutesAgo)) { AgentId = Agent, ConnectionCount = 1, RxBytes = 1, TxBytes = 1 };

    private static AgentStat Usage(int minutesAgo) => new(Now.AddMinutes(-minutesAgo).AddMilliseconds(7)) { AgentId = Agent, ConnectionCount = 1, Usage = true };

    private static async Task<AgentFigures> FiguresAsync(SimulatedDatabase database, params string[] settings)
    {
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now), settings);
        await exporter.RefreshAsync<DeploymentSnapshot>();
        return exporter.Current<DeploymentSnapshot>().Agents;
    }
}
