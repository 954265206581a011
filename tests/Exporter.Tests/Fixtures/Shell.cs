using System.Diagnostics;

namespace Exporter.Tests.Fixtures;

/// <summary>Runs scripts as an operator would: in bash, where any command that fails ends them.</summary>
internal static class Shell
{
    /// <summary>Answers how the script ended and all that it wrote.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string script, string? folder = null, IEnumerable<(string Name, string Value)>? environment = null)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Golden.RepositoryRoot,
        };
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (shell.ExitCode, await output + await errors);
    }

    /// <summary>The same for a script that must succeed.</summary>
    public static async Task<string> DoAsync(string script, string? folder = null, IEnumerable<(string Name, string Value)>? environment = null)
    {
        var (exitCode, output) = await RunAsync(script, folder, environment);
        exitCode.ShouldBe(0, $"{script}\n{output}");
        return output;
    }
}
