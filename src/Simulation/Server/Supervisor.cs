using System.Diagnostics;

namespace Simulation;

/// <summary>
/// The shell process between us and PostgreSQL. It lives as long as it can read from us and takes the server and its folder with it when
/// it goes, which is why a crash or a SIGKILL of this process leaves nothing behind.
/// </summary>
internal sealed class Supervisor : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SemaphoreSlim _oneAtATime = new(1);

    private Supervisor(Process process) => _process = process;

    /// <summary>The server's folder, with its data and its log.</summary>
    public string Folder { get; private set; } = "";

    public int ProcessId => _process.Id;

    public static async Task<Supervisor> StartAsync(PostgresPrograms programs, IEnumerable<string> serverArguments, CancellationToken ct)
    {
        var command = Command(programs, serverArguments);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        var supervisor = new Supervisor(Process.Start(start)!);
        var answer = await supervisor._process.StandardOutput.ReadLineAsync(ct);
        if (answer?.Split(' ', 2) is ["folder", var folder])
        {
            supervisor.Folder = folder;
            return supervisor;
        }

        var reason = await supervisor._process.StandardError.ReadToEndAsync(ct);
        await supervisor.DisposeAsync();
        throw new InvalidOperationException($"Cannot start a private PostgreSQL with {command[0]}: {reason.Trim()}");
    }

    internal static string[] Command(PostgresPrograms programs, IEnumerable<string> serverArguments)
    {
        // A session of its own: Ctrl-C in the terminal reaches us, but not those who have to tidy up after us.
        IReadOnlyList<string> session = UnprivilegedUser.OnPath("setsid") ? ["setsid"] : [];
        return
        [
            .. UnprivilegedUser.Prefix(), .. session, "/bin/sh", "-c", Resource.Read("supervisor.sh"), "supervisor", programs.Folder,
            .. serverArguments,
        ];
    }

    /// <summary>Sends one command and returns the answer; null when the supervisor could not do it, which the log explains.</summary>
    public async Task<string?> AskAsync(string command)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(command);
            await _process.StandardInput.FlushAsync();
            var answer = await _process.StandardOutput.ReadLineAsync();
            return answer == "failed" ? null : answer;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The last lines of the server's log.</summary>
    public string LogTail()
    {
        var log = Path.Combine(Folder, "postgres.log");
        return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(10)) : "";
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _oneAtATime.Dispose();
    }
}
