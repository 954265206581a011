using System.Diagnostics;
using System.Globalization;

namespace Simulation;

/// <summary>
/// A program in a folder of its own, which both go with this process, by whatever means that ends: a shell between the two lives as long as it can
/// read from us.
/// </summary>
public sealed class GuardedProcess : IAsyncDisposable
{
    private readonly Process _guard;

    private GuardedProcess(Process guard, string folder) => (_guard, Folder) = (guard, folder);

    /// <summary>Where the program runs and may write.</summary>
    public string Folder { get; }

    /// <summary>The program's own process; 0 before it is started.</summary>
    public int ProcessId { get; private set; }

    /// <summary>The last lines that the program printed.</summary>
    public string LogTail => string.Join('\n', File.ReadLines(Path.Combine(Folder, "log")).TakeLast(5));

    /// <summary>Makes the folder; the program waits for <see cref="StartAsync"/>.</summary>
    public static async Task<GuardedProcess> CreateAsync(string program, params string[] arguments)
    {
        var command = Command(program, arguments);
        var guard = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var folder = await guard.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("Cannot make a temporary folder.");
        return new(guard, folder);
    }

    /// <summary>Starts the program in the folder.</summary>
    public async Task StartAsync()
    {
        await _guard.StandardInput.WriteLineAsync("start");
        await _guard.StandardInput.FlushAsync();
        ProcessId = int.Parse(await _guard.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
    }

    /// <summary>Stops the program and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
    }

    internal static string[] Command(string program, params string[] arguments)
    {
        // A session of its own: Ctrl-C in the terminal reaches us, but not those who have to tidy up after us.
        IReadOnlyList<string> session = UnprivilegedUser.OnPath("setsid") ? ["setsid"] : [];
        return [.. session, "/bin/sh", "-c", Resource.Read("guard.sh"), "guard", program, .. arguments];
    }
}
