using System.Globalization;
using Simulation;

namespace Benchmarks.Scrape;

/// <summary>
/// A scrape of the exporter's binary beside two exporters that serve what SQL answers: the same numbers, from the same database, with the same load.
/// In each round every server is started, scraped and stopped, one after another, so that what else the machine does meets all of them.
/// </summary>
internal sealed class ScrapeBenchmark(int rounds, TimeSpan stretch, TextWriter output)
{
    private const int Scrapers = 4;
    private static readonly bool[] Encodings = [true, false]; // gzip, none
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(bool quick, TextWriter output)
    {
        var benchmark = quick ? new ScrapeBenchmark(1, TimeSpan.FromSeconds(0.5), output) : new ScrapeBenchmark(5, TimeSpan.FromSeconds(2), output);
        foreach (var series in quick ? [300] : new[] { 300, 3_000, 30_000 }) await benchmark.CompareAsync(series);
    }

    private async Task CompareAsync(int series)
    {
        var shape = new DeploymentShape(Users: 100, Templates: Math.Max(1, series / 100 - 2), Days: 31, Rows: 50_000);
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = await postgres.CreateDatabaseAsync(Era.E2);
        await SimulatedDeployment.FillAsync(database, shape, TimeProvider.System.GetUtcNow());

        var ours = await OurServer.WithSeriesAsync(database, series);
        var page = await OurServer.PageAsync(ours);
        await PublishedNumbers.WriteAsync(database, page);
        var folder = Directory.CreateTempSubdirectory("bench-scrape-");
        var peers = new Peers(database, page, folder);
        Server[] servers =
        [
            ours,
            ours with { Name = $"{ours.Name}, renders each page anew", Anew = true },
            peers.SqlExporter(),
            peers.PostgresExporter("postgres-exporter, from its cache", cacheSeconds: 3600),
            peers.PostgresExporter("postgres-exporter, asks at each scrape", cacheSeconds: 0),
        ];
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\n### {series:#,0} series\n"));
        foreach (var missing in servers.Where(server => !server.IsInstalled))
            await output.WriteLineAsync($"{missing.Name}: {missing.Program} is not installed.\n");
        servers = [.. servers.Where(server => server.IsInstalled)];

        var figures = servers.SelectMany(server => Encodings.Select(gzip => (server, gzip))).ToDictionary(key => key, _ => new List<ServerFigures>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var server in servers)
            {
                await using var running = await RunningServer.StartAsync(
                    server, server.Program == ours.Program ? OurServer.IsReady : scraped => scraped.OfCoder.HasTheNumbersOf(page));
                foreach (var gzip in Encodings) figures[(server, gzip)].Add(await MeasureAsync(running, gzip, server.Anew));
            }
        }
        folder.Delete(recursive: true);
        await output.WriteAsync(Tabulate(servers, figures).ToString());
    }

    private async Task<ServerFigures> MeasureAsync(RunningServer running, bool gzip, bool anew)
    {
        using var generator = new LoadGenerator(running.Page, gzip, anew);
        await generator.RunAsync(Scrapers, WarmUp);
        var before = running.Cpu;
        var (alone, together) = (await generator.RunAsync(1, stretch), await generator.RunAsync(Scrapers, stretch));
        var cpu = (running.Cpu - before) / (alone.Latencies.Count + together.Latencies.Count);
        return new(alone, together, cpu, running.ResidentBytes, (await running.ScrapeAsync()).SeriesCount);
    }

    private static Table Tabulate(Server[] servers, Dictionary<(Server, bool), List<ServerFigures>> figures)
    {
        var table = new Table(
            "server", "encoding", "series", "bytes", "p50", "p99", $"scrapes a second, {Scrapers} at a time", "CPU per scrape", "memory",
            "scrapes, ours to theirs", "p99, theirs to ours", "CPU, theirs to ours");
        foreach (var gzip in Encodings)
        {
            foreach (var server in servers)
            {
                var (theirs, ours) = (figures[(server, gzip)], figures[(servers[0], gzip)]);
                table.Add(
                    server.Name, gzip ? "gzip" : "none", Median(theirs, round => round.Series), Median(theirs, round => round.Alone.Bytes),
                    Milliseconds(P50(theirs)), Milliseconds(P99(theirs)), Rate(theirs), Milliseconds(Cpu(theirs)),
                    string.Create(CultureInfo.InvariantCulture, $"{Median(theirs, round => round.ResidentBytes) / 1e6:#,0} MB"),
                    Rate(ours) / Rate(theirs), P99(theirs) / P99(ours), Cpu(theirs) / Cpu(ours));
            }
        }
        return table;

        static double P50(List<ServerFigures> rounds) => Median(rounds, round => round.Alone.Within(0.5).TotalMilliseconds);
        static double P99(List<ServerFigures> rounds) => Median(rounds, round => round.Alone.Within(0.99).TotalMilliseconds);
        static double Rate(List<ServerFigures> rounds) => Median(rounds, round => round.Together.PerSecond);
        static double Cpu(List<ServerFigures> rounds) => Median(rounds, round => round.CpuPerScrape.TotalMilliseconds);
        static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);
    }

    private static double Median(List<ServerFigures> rounds, Func<ServerFigures, double> figure) =>
        rounds.Select(figure).Order().ElementAt(rounds.Count / 2);
}
