using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.EndToEnd;

/// <summary>A real Prometheus scrapes the exporter by the configuration that ships.</summary>
public sealed class PrometheusTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Scrape_ByTheShippedConfiguration_BringsEverySeries()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await new CoderRows(database, TimeProvider.System.GetUtcNow()).AddStatAsync();
        await using var exporter = ExporterHost.Build(["--urls", "http://127.0.0.1:0", "--CODER_PG_CONNECTION_URL", database.Url]);
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        await using var prometheus = await RunningPrometheus.StartAsync(ShippedConfiguration(new(exporter.Urls.First())));

        await prometheus.EventuallyAsync("count(coder_daily_active_users)", 25);
        await prometheus.EventuallyAsync("sum(up)", 2);
        await prometheus.EventuallyAsync("coder_daily_active_users{timezone=\"UTC\"}", 1);
        await prometheus.EventuallyAsync("job_timezone:coder_daily_active_users:max", 1); // and the rules are evaluated
    }

    /// <summary><c>prometheus.yml</c>, but for the exporter's address, and with a second for a scrape's interval.</summary>
    private static string ShippedConfiguration(Uri exporter) => File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "prometheus.yml"))
        .Replace("127.0.0.1:2113", exporter.Authority, StringComparison.Ordinal)
        .Replace("15s", "1s", StringComparison.Ordinal);
}
