using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.EndToEnd;

/// <summary>A real Prometheus scrapes the exporter by the configuration that ships.</summary>
public sealed class PrometheusTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Scrape_ByTheShippedConfiguration_BringsEverySeries()
    {
        await Tool.Prometheus.RunAsync("", "--version");
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await new CoderRows(database, TimeProvider.System.GetUtcNow()).AddStatAsync();
        await using var exporter = ExporterHost.Build(["--urls", "http://127.0.0.1:0", "--CODER_PG_CONNECTION_URL", database.Url]);
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        var folder = Directory.CreateTempSubdirectory("prometheus-");
        var configuration = await File.ReadAllTextAsync(Path.Combine(Golden.RepositoryRoot, "prometheus.yml"), TestContext.Current.CancellationToken);
        var file = Path.Combine(folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(
            file,
            configuration.Replace("127.0.0.1:2113", new Uri(exporter.Urls.First()).Authority, StringComparison.Ordinal).Replace("15s", "1s", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        var address = $"127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}";
        using var prometheus = Process.Start(new ProcessStartInfo(
            "prometheus", [$"--config.file={file}", $"--storage.tsdb.path={folder.FullName}", $"--web.listen-address={address}"])
        {
            RedirectStandardError = true,
        })!;
        _ = prometheus.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            using var http = new HttpClient { BaseAddress = new($"http://{address}") };
            await EventuallyAsync(http, "count(coder_daily_active_users)", "25");
            await EventuallyAsync(http, "sum(up)", "2");
            await EventuallyAsync(http, "coder_daily_active_users{timezone=\"UTC\"}", "1");
        }
        finally
        {
            prometheus.Kill();
            await prometheus.WaitForExitAsync(CancellationToken.None);
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Prometheus scrapes when it does; it is asked until it has.</summary>
    private static async Task EventuallyAsync(HttpClient http, string query, string value)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await ValueAsync(http, query) is var found && found != value)
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, $"{query} is {found}");
    }

    private static async Task<string?> ValueAsync(HttpClient http, string query)
    {
        try
        {
            await using var answer = await http.GetStreamAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}", TestContext.Current.CancellationToken);
            using var document = await JsonDocument.ParseAsync(answer, cancellationToken: TestContext.Current.CancellationToken);
            var result = document.RootElement.GetProperty("data").GetProperty("result");
            return result.GetArrayLength() == 0 ? null : result[0].GetProperty("value")[1].GetString();
        }
        catch (HttpRequestException)
        {
            return null; // not listening yet
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
