using System.Globalization;
using Exporter.Activity;
using Simulation;

namespace Benchmarks.Scrape;

/// <summary>The exporter's native binary, as an operator runs it, with as many time zones per template as make a wanted number of series.</summary>
internal static class OurServer
{
    private const int ActiveUserMetrics = 4;

    public static async Task<Server> WithSeriesAsync(SimulatedDatabase database, int series)
    {
        var page = await PageAsync(WithZones(database, series, 1));
        var templates = page.Families.Single(family => family.Name == "coder_template_daily_active_users").Series.Count;
        var zones = 1 + Math.Max(0, series - page.SeriesCount) / (ActiveUserMetrics * templates);
        return WithZones(database, series, Math.Min(zones, Timezone.WholeHours.Length));
    }

    /// <summary>All of the history is loaded, and every area.</summary>
    public static bool IsReady(ScrapedPage page) =>
        page.ValueOf("coder_activity_history_complete") == 1
        && page.ValueOf("coder_workspaces") is not null
        && page.ValueOf("coder_template_workspace_owners") is not null;

    /// <summary>What a server of ours says when all is loaded.</summary>
    public static async Task<ScrapedPage> PageAsync(Server server)
    {
        await using var running = await RunningServer.StartAsync(server, IsReady);
        return (await running.ScrapeAsync()).OfCoder;
    }

    /// <summary>With every setting as it is by itself.</summary>
    public static Server On(SimulatedDatabase database, params string[] settings) => new(
        "coder-exporter", Binary, address => ["--urls", $"http://{address}", "--CODER_PG_CONNECTION_URL", database.Url, .. settings]);

    private static Server WithZones(SimulatedDatabase database, int series, int zones) => On(database,
    [
        "--Metrics:MaxSeries", Math.Max(2000, series / ActiveUserMetrics).ToString(CultureInfo.InvariantCulture), .. Timezone.WholeHours.Take(zones)
            .Select((zone, n) => string.Create(CultureInfo.InvariantCulture, $"--Activity:TemplateTimezones:{n}={zone.Label}")),
    ]);

    private static string Binary => Environment.GetEnvironmentVariable("EXPORTER_BINARY")
        ?? throw new InvalidOperationException("EXPORTER_BINARY must name the published binary; bench.sh publishes it.");
}
