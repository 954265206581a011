using Benchmarks.Original;
using Exporter.Deployment;
using Simulation;

namespace Benchmarks;

/// <summary>Deployment statistics with many agents that report at the same time: what they cost, and that they are the same.</summary>
internal static class AgentsBenchmark
{
    private const int WarmUp = 5;
    private const int Refreshes = 10;

    /// <summary>What the original asked at, and what is our default.</summary>
    private static readonly TimeSpan[] Intervals = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)];

    public static async Task RunAsync(int agents, TextWriter output)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await server.CreateDatabaseAsync(Era.E2);
        var clock = new BenchClock(new(TimeProvider.System.GetUtcNow().Ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero));
        await output.WriteLineAsync($"\n### {agents:#,0} agents, {agents * 10:#,0} builds\n");
        await database.RunAsync("Agents.sql", ("now", clock.Now.UtcDateTime), ("agents", agents));
        await ReportAsync(clock.Now.AddHours(-1), clock.Now);
        await database.ExecuteAsync("vacuum analyze");
        await using var meter = new DatabaseMeter(server, database);
        await meter.PrepareAsync();
        var original = new OriginalAlgorithm(database.DataSource);
        await using var ours = new Ours(database, clock);
        await ours.RefreshDeploymentAsync();

        foreach (var interval in Intervals)
        {
            var (theirAgents, theirWorkspaces, followed, followedAgents, equal) =
                (Measurement.Nothing, Measurement.Nothing, Measurement.Nothing, Measurement.Nothing, 0);
            for (var refresh = -WarmUp; refresh < Refreshes; refresh++)
            {
                await ReportAsync(clock.Now, clock.Now + interval);
                clock.Now += interval;
                if (refresh == 0) (theirAgents, theirWorkspaces, followed, followedAgents, equal) =
                    (Measurement.Nothing, Measurement.Nothing, Measurement.Nothing, Measurement.Nothing, 0);
                followed += await meter.MeasureAsync(ours.RefreshDeploymentAsync);
                followedAgents += await meter.OfThatAsync("workspace_agent_stats");
                OriginalNumbers? numbers = null;
                theirAgents += await meter.MeasureAsync(async () => numbers = await original.AgentStatsAsync(clock.Now));
                theirWorkspaces += await meter.MeasureAsync(() => original.WorkspaceStatsAsync(clock.Now));
                if (numbers == Numbers(ours.Current<DeploymentSnapshot>().Agents)) equal++;
            }

            var table = OriginalBenchmark.CostTable();
            var theirs = (theirAgents + theirWorkspaces) * (1.0 / Refreshes);
            table.AddCost("original: agents' figures", theirAgents * (1.0 / Refreshes), null);
            table.AddCost("original: workspaces by status", theirWorkspaces * (1.0 / Refreshes), null);
            table.AddCost("ours: agents' figures, steady", followedAgents * (1.0 / Refreshes), theirAgents * (1.0 / Refreshes));
            table.AddCost("ours: both, steady", followed * (1.0 / Refreshes), theirs);
            await output.WriteLineAsync($"A refresh every {interval.TotalSeconds} seconds:\n");
            await output.WriteAsync(table.ToString());
            await output.WriteLineAsync($"\nEqual numbers at the same instant, to the last digit: {equal} of {Refreshes} refreshes.\n");
        }

        Task ReportAsync(DateTimeOffset from, DateTimeOffset to) =>
            database.RunAsync("AgentReports.sql", ("from", from.UtcDateTime), ("to", to.UtcDateTime), ("agents", agents));
    }

    private static OriginalNumbers Numbers(AgentFigures figures) => new(
        figures.RxBytes, figures.TxBytes, figures.LatencyP50 ?? -1, figures.LatencyP95 ?? -1,
        figures.Sessions.Vscode, figures.Sessions.Ssh, figures.Sessions.Jetbrains, figures.Sessions.ReconnectingPty);
}
