using System.Globalization;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Simulation;
using Microsoft.AspNetCore.Builder;
using Simulation;

namespace Exporter.Tests.Grafana;

/// <summary>
/// A real Prometheus that scrapes two exporters of one simulated deployment by the configuration that ships, and that already knows five weeks
/// of active users from an import, a point a day. The tests of the collection share it and only ask.
/// </summary>
public sealed class ScrapedDeployment(PostgresFixture postgres) : IAsyncLifetime
{
    private const int ImportedDays = 35;
    private const int EnoughScrapes = 8;
    private const string Complete = "\ncoder_activity_history_complete{} 1\n";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<WebApplication> _exporters = [];
    private SimulatedDatabase? _database;

    internal RunningPrometheus Prometheus { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.NewDatabaseAsync(Era.E2);
        var shape = new DeploymentShape(Users: 30, Templates: 4, Days: 35, Rows: 20_000);
        await SimulatedDeployment.FillAsync(_database, shape, TimeProvider.System.GetUtcNow(), ct: TestContext.Current.CancellationToken);
        for (var replica = 0; replica < 2; replica++) await StartExporterAsync(_database.Url);
        var page = await CompletePageAsync();
        Prometheus = await RunningPrometheus.StartAsync(
            Configuration(), data => ImportAsync(data, page), $"--storage.tsdb.retention.time={ImportedDays + 30}d");
        // What a histogram counted at first cannot be told from what it counted before; so twice.
        for (var round = 1; round <= 2; round++) await BuildAsync(_database, round);
        await Prometheus.EventuallyAsync($"min(count_over_time(up[1m])) >= bool {EnoughScrapes}", 1);
    }

    public async ValueTask DisposeAsync()
    {
        if (Prometheus is not null) await Prometheus.DisposeAsync();
        foreach (var exporter in _exporters) await exporter.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }

    private IEnumerable<string> Targets => _exporters.Select(exporter => new Uri(exporter.Urls.First()).Authority);

    private async Task StartExporterAsync(string database)
    {
        var exporter = ExporterHost.Build(
        [
            "--urls", "http://127.0.0.1:0", "--CODER_PG_CONNECTION_URL", database,
            "--Activity:Interval", "1s", "--BuildTimes:Interval", "1s", "--Deployment:Interval", "1s", "--Activity:Horizon", "35d",
        ]);
        _exporters.Add(exporter);
        await exporter.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary><c>/metrics</c> once every exporter has loaded all of history.</summary>
    private async Task<string> CompletePageAsync()
    {
        var (page, start) = ("", TimeProvider.System.GetTimestamp());
        foreach (var target in Targets)
        {
            using var http = new HttpClient { BaseAddress = new Uri($"http://{target}") };
            while (!(await http.GetAsync("/readyz")).IsSuccessStatusCode || !page.Contains(Complete, StringComparison.Ordinal))
            {
                TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, page);
                page = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
            }
        }
        return page;
    }

    /// <summary>A workspace is started, stopped and deleted, and Prometheus gets to know it.</summary>
    private async Task BuildAsync(SimulatedDatabase database, int round)
    {
        var now = TimeProvider.System.GetUtcNow();
        var workspace = (Guid)(await database.ScalarAsync("select id from workspaces where not deleted order by id limit 1"))!;
        foreach (var transition in new[] { "start", "stop", "delete" })
            await new CoderRows(database, now).AddBuildAsync(workspace, transition: transition, startedAt: now.AddSeconds(-30), completedAt: now);
        await Prometheus.EventuallyAsync($"count(coder_template_build_duration_seconds_count >= {round})", 3 * _exporters.Count);
    }

    /// <summary><c>prometheus.yml</c>, but for the exporters' addresses, and with a second for a scrape's interval.</summary>
    private string Configuration() => File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "prometheus.yml"))
        .Replace("\"127.0.0.1:2113\"", string.Join(", ", Targets.Select(target => $"\"{target}\"")), StringComparison.Ordinal)
        .Replace("15s", "1s", StringComparison.Ordinal);

    /// <summary>Every past day had the active users of today: the numbers do not matter here.</summary>
    private async Task ImportAsync(string data, string page)
    {
        var midnight = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var past = page.Split('\n').Where(line => line.Contains("active_users", StringComparison.Ordinal) && line[0] != '#')
            .SelectMany(line => Enumerable.Range(1, ImportedDays).Select(days => PointOf(line, midnight.AddDays(days - ImportedDays))));
        var file = Path.Combine(data, "past.om");
        await File.WriteAllLinesAsync(file, past.Append("# EOF"), TestContext.Current.CancellationToken);
        var (exitCode, output) = await Tool.Promtool.RunAsync("", "tsdb", "create-blocks-from", "openmetrics", file, data);
        exitCode.ShouldBe(0, output);
        File.Delete(file);
    }

    private string PointOf(string line, DateTimeOffset time)
    {
        var (end, value) = (line.LastIndexOf('}'), line[(line.LastIndexOf(' ') + 1)..]);
        var series = $"{line[..end]},job=\"coder-exporter\",instance=\"{Targets.First()}\"}}";
        return string.Create(CultureInfo.InvariantCulture, $"{series} {value} {time.ToUnixTimeSeconds()}");
    }
}
