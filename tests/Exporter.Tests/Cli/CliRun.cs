using Exporter.Cli;

namespace Exporter.Tests.Cli;

/// <summary>What one run of the command line printed and returned.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs it away from the environment and the files of the machine, as far as the arguments do not say otherwise.</summary>
    public static Task<CliRun> OfAsync(params string[] args) => AtAsync(TimeProvider.System, args);

    /// <summary>The same at the time of a test's own.</summary>
    public static async Task<CliRun> AtAsync(TimeProvider time, params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        var exitCode = await CommandLine.RunAsync(args, output, errors, time);
        return new CliRun(exitCode, output.ToString(), errors.ToString());
    }

    public string[] ErrorLines => Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
