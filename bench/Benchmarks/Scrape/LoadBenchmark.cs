using System.Globalization;
using Npgsql;
using Simulation;

namespace Benchmarks.Scrape;

/// <summary>
/// 200 scrapes a second of the exporter's binary, whatever happens on its other side: nothing, a refresh of every area each second on a deployment that
/// lives, a table locked, no database at all. In each round the states take turns.
/// </summary>
internal sealed class LoadBenchmark(int rounds, TimeSpan stretch, TextWriter output)
{
    private const int PerSecond = 200, AtRest = 10;
    private static readonly string[] Often = ["--Activity:Interval=1s", "--BuildTimes:Interval=1s", "--Deployment:Interval=1s"];
    private static readonly string[] Seldom = ["--Activity:Interval=1h", "--BuildTimes:Interval=1h", "--Deployment:Interval=1h"];
    private static readonly string[] Impatient = ["--Database:ConnectTimeout=1s", "--Database:StatementTimeout=2s", "--Database:LockTimeout=1s"];

    private readonly Dictionary<string, (int PerSecond, List<Load> Rounds)> _figures = [];

    public static Task RunAsync(bool quick, TextWriter output) =>
        (quick ? new LoadBenchmark(1, TimeSpan.FromSeconds(1), output) : new LoadBenchmark(5, TimeSpan.FromSeconds(10), output)).RunAsync();

    private async Task RunAsync()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = await postgres.CreateDatabaseAsync(Era.E2);
        var shape = new DeploymentShape(Users: 200, Templates: 20, Days: 60, Rows: 200_000, ReportInterval: TimeSpan.FromSeconds(5));
        var deployment = await SimulatedDeployment.FillAsync(database, shape, TimeProvider.System.GetUtcNow());
        for (var round = 0; round < rounds; round++)
        {
            await using (var quiet = await RunningServer.StartAsync(OurServer.On(database, [.. Seldom, .. Impatient]), OurServer.IsReady))
            {
                using var generator = await WarmAsync(quiet);
                await MeasureAsync(generator, "10 a second, nothing else", AtRest);
                await MeasureAsync(generator, "200 a second, nothing else", PerSecond);
            }
            await using var busy = await RunningServer.StartAsync(OurServer.On(database, [.. Often, .. Impatient]), OurServer.IsReady);
            using var load = await WarmAsync(busy);
            using var stop = new CancellationTokenSource();
            var life = deployment.LiveAsync(TimeProvider.System, ct: stop.Token);
            await MeasureAsync(load, "200 a second, every area refreshed each second", PerSecond);
            await LockedAsync(database, () => MeasureAsync(load, "200 a second, a table locked", PerSecond));
            await stop.CancelAsync();
            await life.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await postgres.StopAsync();
            await MeasureAsync(load, "200 a second, the database stopped", PerSecond);
            await postgres.StartAgainAsync();
            NpgsqlConnection.ClearAllPools();
            database.DataSource.Clear();
        }
        await output.WriteAsync(Tabulate().ToString());
    }

    private async Task MeasureAsync(LoadGenerator generator, string state, int perSecond)
    {
        if (!_figures.TryGetValue(state, out var figures)) _figures[state] = figures = (perSecond, []);
        figures.Rounds.Add(await generator.AtRateAsync(perSecond, stretch));
    }

    private static async Task<LoadGenerator> WarmAsync(RunningServer running)
    {
        var generator = new LoadGenerator(running.Page, gzip: true, anew: false);
        await generator.RunAsync(connections: 4, TimeSpan.FromSeconds(1));
        return generator;
    }

    private static async Task LockedAsync(SimulatedDatabase database, Func<Task> work)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("lock table workspaces in access exclusive mode", connection, transaction))
            await command.ExecuteNonQueryAsync();
        await work();
    }

    private Table Tabulate()
    {
        var table = new Table("state", "scrapes", "a second", "p50", "p99", "slowest", "p99 to that at rest");
        var rest = P99(_figures.Values.First().Rounds);
        foreach (var (state, (perSecond, loads)) in _figures)
        {
            table.Add(
                state, loads.Sum(load => load.Latencies.Count), string.Create(CultureInfo.InvariantCulture, $"{loads.Min(load => load.PerSecond):0} of {perSecond}"),
                Median(loads, 0.5), P99(loads), loads.Max(load => load.Latencies[^1]), P99(loads) / rest);
        }
        return table;

        static TimeSpan P99(List<Load> loads) => Median(loads, 0.99);
        static TimeSpan Median(List<Load> loads, double share) => loads.Select(load => load.Within(share)).Order().ElementAt(loads.Count / 2);
    }
}
