namespace Exporter.Cli;

/// <summary>How the command line reports what an operator must mend.</summary>
internal static class Failure
{
    public const int ExitCode = 2;

    /// <summary>One line for each; returns the exit code.</summary>
    public static int Report(IEnumerable<string> problems, TextWriter error)
    {
        foreach (var problem in problems)
            error.WriteLine($"error: {problem}");
        return ExitCode;
    }
}
