using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;

namespace Exporter.Tests.EndToEnd;

/// <summary>The binary at work, on a free port.</summary>
internal sealed class RunningBinary : IAsyncDisposable
{
    public const int Sigterm = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _process;

    private RunningBinary(Process process, string address)
    {
        _process = process;
        Id = process.Id;
        Http = new HttpClient { BaseAddress = new(address) };
    }

    public HttpClient Http { get; }

    /// <summary>The number of the exporter's own process, where another one stands between.</summary>
    public int Id { get; init; }

    public static Task<RunningBinary> StartAsync(NativeBinary binary, params string[] settings) =>
        ListeningAsync(binary.Start(["--urls", "http://127.0.0.1:0", .. settings]));

    /// <summary>An exporter that was started some other way, with its output redirected.</summary>
    public static async Task<RunningBinary> ListeningAsync(Process process, Func<int>? id = null)
    {
        const string listening = "Now listening on: ";
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains(listening, StringComparison.Ordinal))
                return new(process, line[(line.IndexOf(listening, StringComparison.Ordinal) + listening.Length)..]) { Id = id?.Invoke() ?? process.Id };
        }
        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    public Task<string> GetAsync(string path) => Http.GetStringAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The first <c>/metrics</c> on which <paramref name="wanted"/> holds. Another process cannot tell us when that is, so it is asked again and again.</summary>
    public async Task<string> MetricsAsync(Func<string, bool> wanted)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var page = await GetAsync("/metrics");
            if (wanted(page)) return page;
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience, page);
        }
    }

    public async Task ReadyAsync()
    {
        var start = TimeProvider.System.GetTimestamp();
        while ((await Http.GetAsync("/readyz", TestContext.Current.CancellationToken)).StatusCode != HttpStatusCode.OK)
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience);
    }

    /// <summary>Asks it to stop as an operator's service manager does; answers its exit code.</summary>
    public async Task<int> StopAsync()
    {
        Kill(Id, Sigterm).ShouldBe(0);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>The process that another one has started, where it starts just one.</summary>
    public static int OnlyChild(int process) =>
        int.Parse(File.ReadAllText($"/proc/{process}/task/{process}/children").Trim(), CultureInfo.InvariantCulture);

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Kill(int pid, int signal);
}
