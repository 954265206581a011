using System.Net;
using System.Net.Sockets;
using Exporter.Activity;
using Exporter.Backfill;
using Exporter.Configuration;
using Microsoft.Extensions.Configuration;
using NodaTime;
using Simulation;

namespace Demo;

/// <summary>
/// A Prometheus of the demo's own, where one is installed: it scrapes the exporter by the repository's configuration and rules, and begins with the
/// past of the deployment.
/// </summary>
internal static class DemoPrometheus
{
    private const string File = "prometheus.yml", Alerts = "alerts", Scraped = "127.0.0.1:2113";

    // What docs/history.md says, in one go.
    private const string Script = """
        promtool tsdb create-blocks-from openmetrics --quiet --max-block-duration=744h daus.om data && rm daus.om
        exec prometheus --config.file=prometheus.yml --storage.tsdb.path=data --storage.tsdb.retention.time=1y --web.listen-address="$0"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30), Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Its programs are on the PATH, and we are in the root of the repository.</summary>
    public static bool IsInstalled => System.IO.File.Exists(File) && OnPath("prometheus") && OnPath("promtool");

    /// <summary>Starts it and waits until it answers; null when it does not, for which it says why.</summary>
    public static async Task<GuardedProcess?> StartAsync(
        IPEndPoint address, Uri exporter, string database, TimeProvider time, TextWriter output, CancellationToken cancellation)
    {
        if (!IsFree(address))
        {
            await output.WriteLineAsync($"Something listens on {address} already; --prometheus 127.0.0.1:9091 has Prometheus listen elsewhere.");
            return null;
        }
        var prometheus = await GuardedProcess.CreateAsync("sh", "-c", Script, address.ToString());
        try
        {
            var configuration = await System.IO.File.ReadAllTextAsync(File, cancellation);
            await System.IO.File.WriteAllTextAsync(
                Path.Combine(prometheus.Folder, File), configuration.Replace(Scraped, exporter.Authority, StringComparison.Ordinal), cancellation);
            if (Directory.Exists(Alerts)) Directory.CreateSymbolicLink(Path.Combine(prometheus.Folder, Alerts), Path.GetFullPath(Alerts));
            await WriteHistoryAsync(Path.Combine(prometheus.Folder, "daus.om"), exporter, database, time, cancellation);
            await prometheus.StartAsync();
            if (await AnswersAsync(new Uri($"http://{address}/-/ready"), time, cancellation)) return prometheus;
            await output.WriteLineAsync($"Prometheus does not start on {address}:\n{prometheus.LogTail}");
        }
        catch
        {
            await prometheus.DisposeAsync();
            throw;
        }
        await prometheus.DisposeAsync();
        return null;
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => System.IO.File.Exists(Path.Combine(folder, program)));

    /// <summary>Or we would take another Prometheus for ours.</summary>
    private static bool IsFree(IPEndPoint address)
    {
        using var listener = new TcpListener(address);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task WriteHistoryAsync(string file, Uri exporter, string database, TimeProvider time, CancellationToken cancellation)
    {
        var options = ExporterOptions.Read(new ConfigurationBuilder().AddCommandLine(["--CODER_PG_CONNECTION_URL", database]).Build());
        var now = Instant.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var past = await PastActivity.ReadAsync(options.Database, options.Activity, now, time, cancellation);
        await using var text = new StreamWriter(file);
        new BackfillFile(past, new(
            Timezone.WholeHours, options.Activity.TemplateTimezones, From: null, To: null, now, Duration.FromHours(1),
            [("job", "coder-exporter"), ("instance", exporter.Authority)]), text).Write();
    }

    private static async Task<bool> AnswersAsync(Uri ready, TimeProvider time, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        for (var start = time.GetTimestamp(); time.GetElapsedTime(start) < Patience; await Task.Delay(Pause, time, cancellation))
        {
            try
            {
                if ((await http.GetAsync(ready, cancellation)).IsSuccessStatusCode) return true;
            }
            catch (HttpRequestException)
            {
                // not yet
            }
        }
        return false;
    }
}
