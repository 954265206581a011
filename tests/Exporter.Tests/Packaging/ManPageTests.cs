using System.Text.RegularExpressions;
using Exporter.Cli;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Packaging;

public sealed partial class ManPageTests
{
    private const string File = "deploy/man/coder-exporter.1";

    [Fact]
    public void ManPage_OfTheCommandLine_IsUpToDate()
    {
        ManPage.Verbs().Select(verb => verb.Verb).ShouldBe([CommandLine.Check, CommandLine.Health, HistoryCommand.Name]);
        Golden.Check(File, ManPage.Write());
    }

    [Fact]
    public void ManPage_OfTheHelp_HasEveryOption()
    {
        var page = ManPage.Write().Replace("\\-", "-", StringComparison.Ordinal);
        string[] options = [.. Option().Matches(HelpText.Write()).Select(match => match.Value)];
        options.ShouldBe(["--help", "--version", .. SettingArguments.Options.Where(IsShort), .. HistoryCommand.Options.Select(option => option.Name)]);
        foreach (var option in options) page.ShouldMatch($@"(?m)^\.B.* {Regex.Escape(option)}( |$)");

        static bool IsShort(string option) => !option.Contains(':', StringComparison.Ordinal) && !option.Any(char.IsUpper);
    }

    [Fact]
    public async Task ManPage_Always_IsWellFormed()
    {
        var (_, output) = await Tool.Mandoc.RunAsync("", "-T", "lint", "-W", "warning", Path.Combine(Golden.RepositoryRoot, File));
        // It has no date: what it was written from has none.
        output.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.Contains("missing date", StringComparison.Ordinal));
    }

    // Those with a section, or in capitals, are settings.
    [GeneratedRegex(@"(?m)(?<=^  (?:-\w, )?)--[a-z.]+(?= )")]
    private static partial Regex Option();
}
