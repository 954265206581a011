using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Exporter.Tests.Fixtures;

/// <summary>A real Alertmanager of a test's own, on a free port, with its data in a temporary folder.</summary>
internal sealed class RunningAlertmanager : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly HttpClient _http;

    private RunningAlertmanager(Process process, DirectoryInfo folder, Uri address)
    {
        (_process, _folder, Address) = (process, folder, address);
        _http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <param name="configuration">What <c>alertmanager.yml</c> holds.</param>
    public static async Task<RunningAlertmanager> StartAsync(string configuration)
    {
        await Tool.Alertmanager.RunAsync("", "--version");
        var folder = Directory.CreateTempSubdirectory("alertmanager-");
        var file = Path.Combine(folder.FullName, "alertmanager.yml");
        await File.WriteAllTextAsync(file, configuration, TestContext.Current.CancellationToken);
        var address = $"127.0.0.1:{RunningPrometheus.FreePort().ToString(CultureInfo.InvariantCulture)}";
        var process = Process.Start(new ProcessStartInfo(
            Tool.Alertmanager.Program,
            [$"--config.file={file}", $"--storage.path={folder.FullName}", $"--web.listen-address={address}", "--cluster.listen-address="])
        {
            RedirectStandardError = true,
        })!;
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        return new(process, folder, new($"http://{address}"));
    }

    /// <summary>What fires now, silenced and inhibited ones too; empty while Alertmanager is not listening yet.</summary>
    public async Task<IReadOnlyList<ReceivedAlert>> AlertsAsync()
    {
        try
        {
            await using var answer = await _http.GetStreamAsync("/api/v2/alerts", TestContext.Current.CancellationToken);
            using var document = await JsonDocument.ParseAsync(answer, cancellationToken: TestContext.Current.CancellationToken);
            return [.. document.RootElement.EnumerateArray().Select(Read)];
        }
        catch (HttpRequestException)
        {
            return [];
        }
    }

    /// <summary>Prometheus sends when it does; Alertmanager is asked until what it has is <paramref name="wanted"/>.</summary>
    public async Task<IReadOnlyList<ReceivedAlert>> EventuallyAsync(Func<IReadOnlyList<ReceivedAlert>, bool> wanted)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var alerts = await AlertsAsync();
            if (wanted(alerts)) return alerts;
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, string.Join(", ", alerts));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static ReceivedAlert Read(JsonElement alert)
    {
        var labels = alert.GetProperty("labels");
        return new(
            labels.GetProperty("alertname").GetString()!,
            labels.TryGetProperty("area", out var area) ? area.GetString() : null,
            alert.GetProperty("status").GetProperty("state").GetString() == "suppressed",
            string.Join(", ", alert.GetProperty("receivers").EnumerateArray().Select(receiver => receiver.GetProperty("name").GetString())),
            alert.GetProperty("annotations").GetProperty("description").GetString()!);
    }
}
