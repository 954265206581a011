using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarks.Scrape;

/// <summary>A server at work, on the one core that SERVER_CORE in the environment names; tells what it takes of the machine.</summary>
internal sealed partial class RunningServer : IAsyncDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on every Linux
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly string _name;
    private readonly HttpClient _http = new();

    private RunningServer(Process process, string name, Uri page) => (_process, _name, Page) = (process, name, page);

    public Uri Page { get; }

    /// <summary>Processor time so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            var stat = File.ReadAllText($"/proc/{_process.Id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // the first is the third of proc(5)
            var (user, system) = (long.Parse(fields[11], CultureInfo.InvariantCulture), long.Parse(fields[12], CultureInfo.InvariantCulture));
            return TimeSpan.FromSeconds((user + system) / TicksPerSecond);
        }
    }

    public long ResidentBytes =>
        1024 * long.Parse(Resident().Match(File.ReadAllText($"/proc/{_process.Id}/status")).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>Starts a server and waits until its page is <paramref name="ready"/>.</summary>
    public static async Task<RunningServer> StartAsync(Server server, Func<ScrapedPage, bool> ready)
    {
        var address = Server.FreeAddress();
        string[] command = [server.Program, .. server.Arguments(address)];
        if (Environment.GetEnvironmentVariable("SERVER_CORE") is { Length: > 0 } core) command = ["taskset", "--cpu-list", core, .. command];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in server.Environment) start.Environment[name] = value;
        var running = new RunningServer(Process.Start(start)!, server.Name, new($"http://{address}/metrics"));
        _ = running._process.StandardOutput.ReadToEndAsync();
        var errors = running._process.StandardError.ReadToEndAsync();
        try
        {
            await running.UntilAsync(ready, errors);
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    public async Task<ScrapedPage> ScrapeAsync() => ScrapedPage.Parse(await _http.GetStringAsync(Page));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Another program cannot tell us when it is ready, so it is asked again and again.</summary>
    private async Task UntilAsync(Func<ScrapedPage, bool> ready, Task<string> errors)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            if (_process.HasExited) throw new InvalidOperationException($"{_name} ended: {await errors}");
            try
            {
                if (ready(await ScrapeAsync())) return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            // A server of somebody else's cannot tell when it is ready, and must not be kept busy by being asked.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        throw new TimeoutException($"{_name} did not become ready within {Patience.TotalMinutes:0} minutes.");
    }

    [GeneratedRegex(@"VmRSS:\s+(\d+) kB")]
    private static partial Regex Resident();
}
