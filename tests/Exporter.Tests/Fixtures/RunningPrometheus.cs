using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Exporter.Tests.Fixtures;

/// <summary>A real Prometheus of a test's own, on a free port, with its data in a temporary folder.</summary>
internal sealed class RunningPrometheus : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private RunningPrometheus(Process process, DirectoryInfo folder, Uri address)
    {
        (_process, _folder, Address) = (process, folder, address);
        Http = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    public HttpClient Http { get; }

    /// <param name="configuration">What <c>prometheus.yml</c> holds. Files that it names are looked for beside it, in the root of the repository.</param>
    /// <param name="fill">Called with the folder of the data before Prometheus starts.</param>
    public static async Task<RunningPrometheus> StartAsync(string configuration, Func<string, Task>? fill = null, params string[] arguments)
    {
        await Tool.Prometheus.RunAsync("", "--version");
        var folder = Directory.CreateTempSubdirectory("prometheus-");
        var data = folder.CreateSubdirectory("data").FullName;
        if (fill is not null) await fill(data);
        var file = Path.Combine(folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(file, configuration, TestContext.Current.CancellationToken);
        var alerts = Path.Combine(Golden.RepositoryRoot, "alerts");
        if (Directory.Exists(alerts)) Directory.CreateSymbolicLink(Path.Combine(folder.FullName, "alerts"), alerts);
        var address = $"127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}";
        var process = Process.Start(new ProcessStartInfo(
            Tool.Prometheus.Program, [$"--config.file={file}", $"--storage.tsdb.path={data}", $"--web.listen-address={address}", .. arguments])
        {
            RedirectStandardError = true,
        })!;
        _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
        return new(process, folder, new($"http://{address}"));
    }

    /// <summary>The values that a query answers now, each with its labels; empty while Prometheus is not listening yet.</summary>
    /// <exception cref="InvalidOperationException">Prometheus says that the query is wrong.</exception>
    public async Task<IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, double Value)>> QueryAsync(string query, DateTimeOffset? at = null)
    {
        var time = at is { } instant ? $"&time={instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}" : "";
        try
        {
            using var response = await Http.GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}{time}", TestContext.Current.CancellationToken);
            if (response.StatusCode == HttpStatusCode.ServiceUnavailable) return []; // it reads its data
            await using var answer = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            using var document = await JsonDocument.ParseAsync(answer, cancellationToken: TestContext.Current.CancellationToken);
            if (document.RootElement.GetProperty("status").GetString() != "success")
                throw new InvalidOperationException($"{query}: {document.RootElement.GetProperty("error").GetString()}");
            var data = document.RootElement.GetProperty("data");
            return data.GetProperty("resultType").GetString() == "scalar"
                ? [(new Dictionary<string, string>(), Number(data.GetProperty("result")))]
                : [.. data.GetProperty("result").EnumerateArray().Select(series => (Labels(series.GetProperty("metric")), Number(series.GetProperty("value"))))];
        }
        catch (HttpRequestException)
        {
            return []; // it does not listen yet
        }
    }

    /// <summary>Prometheus scrapes and evaluates when it does; it is asked until it answers <paramref name="value"/>.</summary>
    public async Task EventuallyAsync(string query, double value)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (await QueryAsync(query) is var found && (found.Count == 0 || found[0].Value != value))
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, $"{query} is {string.Join(", ", found)}");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Dictionary<string, string> Labels(JsonElement metric) =>
        metric.EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!);

    private static double Number(JsonElement sample) => sample[1].GetString() switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        var text => double.Parse(text!, CultureInfo.InvariantCulture),
    };
}
