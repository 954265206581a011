using System.Diagnostics;
using System.Threading.Channels;
using Exporter.Tests.EndToEnd;

namespace Exporter.Tests.Faults;

/// <summary>The exporter in a process of its own, as it was built for the tests: what is to be killed.</summary>
internal sealed class ExporterProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;
    private readonly Channel<string> _log = Channel.CreateUnbounded<string>();

    private ExporterProcess(Process process, string address)
    {
        _process = process;
        Http = new HttpClient { BaseAddress = new(address) };
        _ = ReadLogAsync();
    }

    public int Id => _process.Id;

    public HttpClient Http { get; }

    public int Port => Http.BaseAddress!.Port;

    /// <summary>What runs the exporter, for a command line.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "coder-exporter.dll");

    public static async Task<ExporterProcess> StartAsync(params string[] settings)
    {
        const string listening = "Now listening on: ";
        var process = Process.Start(new ProcessStartInfo("dotnet", [Program, "--urls", "http://127.0.0.1:0", .. settings])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (!line.Contains(listening, StringComparison.Ordinal)) continue;
            return new(process, line[(line.IndexOf(listening, StringComparison.Ordinal) + listening.Length)..]);
        }
        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The first <c>/metrics</c> with all of the history.</summary>
    public async Task<string> LoadedAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var page = await Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
            if (page.Contains("coder_activity_history_complete{} 1", StringComparison.Ordinal) && page.Contains("coder_workspaces{", StringComparison.Ordinal)
                && page.Contains("coder_template_workspace_owners{", StringComparison.Ordinal)) return page;
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, page);
        }
    }

    /// <summary>Waits until the log says it, beginning after what it said when it was last waited for.</summary>
    public async Task SaysAsync(string words)
    {
        while (!(await _log.Reader.ReadAsync(TestContext.Current.CancellationToken)).Contains(words, StringComparison.Ordinal)) { }
    }

    /// <summary>SIGKILL: it gets no time to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as a service manager stops it; answers its exit code.</summary>
    public async Task<int> StopAsync()
    {
        RunningBinary.Kill(_process.Id, RunningBinary.Sigterm).ShouldBe(0);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    private async Task ReadLogAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync(CancellationToken.None) is { } line) _log.Writer.TryWrite(line);
        _log.Writer.Complete();
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }
}
