using System.Diagnostics;
using System.Globalization;
using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class GuardedProcessTests
{
    // The parent of the guard's pipe: says who it is, has the program started, and would hold the pipe for ever.
    private const string Parent = """sh -c 'echo $$ >&2; echo start; exec sleep 600' | "$@" """;

    [Fact]
    public async Task Guard_ParentKilledWithoutNotice_StopsTheProgramAndRemovesItsFolder()
    {
        var ct = TestContext.Current.CancellationToken;
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", Parent, "sh", .. GuardedProcess.Command("sleep", "600")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var parent = Process.GetProcessById(Number(await shell.StandardError.ReadLineAsync(ct)));
        var folder = (await shell.StandardOutput.ReadLineAsync(ct)).ShouldNotBeNull();
        var program = Number(await shell.StandardOutput.ReadLineAsync(ct));
        Directory.Exists(folder).ShouldBeTrue();
        Process.GetProcessById(program).Dispose();

        parent.Kill();
        await shell.WaitForExitAsync(ct);

        Directory.Exists(folder).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(program));
    }

    /// <summary>The signal reaches a program that is not yet one, but still the shell that becomes it.</summary>
    [Fact]
    public async Task Guard_ParentGoneAtOnce_StopsWhatHasHardlyBegun()
    {
        var ct = TestContext.Current.CancellationToken;
        for (var i = 0; i < 20; i++)
        {
            using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", "echo start | \"$@\"", "sh", .. GuardedProcess.Command("sleep", "600")])
            {
                RedirectStandardOutput = true,
            })!;
            var folder = (await shell.StandardOutput.ReadLineAsync(ct)).ShouldNotBeNull();
            await shell.WaitForExitAsync(ct);
            Directory.Exists(folder).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Program_InItsFolder_FindsWhatWasPutThere()
    {
        var guarded = await GuardedProcess.CreateAsync("sh", "-c", "cat greeting; exec sleep 600");
        await File.WriteAllTextAsync(Path.Combine(guarded.Folder, "greeting"), "hello", TestContext.Current.CancellationToken);
        await guarded.StartAsync();
        Process.GetProcessById(guarded.ProcessId).Dispose();
        await guarded.DisposeAsync();
        Directory.Exists(guarded.Folder).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(guarded.ProcessId));
    }

    [Fact]
    public async Task Dispose_BeforeTheStart_RemovesTheFolder()
    {
        var guarded = await GuardedProcess.CreateAsync("sleep", "600");
        Directory.Exists(guarded.Folder).ShouldBeTrue();
        await guarded.DisposeAsync();
        Directory.Exists(guarded.Folder).ShouldBeFalse();
    }

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}
