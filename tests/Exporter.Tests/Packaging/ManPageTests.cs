using Exporter.Cli;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Packaging;

public sealed class ManPageTests
{
    private const string File = "deploy/man/coder-exporter.1";

    [Fact]
    public void ManPage_OfTheCommandLine_IsUpToDate()
    {
        ManPage.Verbs().Select(verb => verb.Verb).ShouldBe([CommandLine.Check, CommandLine.Health, HistoryCommand.Name]);
        Golden.Check(File, ManPage.Write());
    }

    [Fact]
    public async Task ManPage_Always_IsWellFormed()
    {
        var (_, output) = await Tool.Mandoc.RunAsync("", "-T", "lint", "-W", "warning", Path.Combine(Golden.RepositoryRoot, File));
        // It has no date: what it was written from has none.
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.Contains("missing date", StringComparison.Ordinal));
    }
}
