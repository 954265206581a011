using System.CommandLine;
using System.CommandLine.Parsing;
using Exporter.Configuration;

namespace Exporter.Cli;

/// <summary>
/// Says what is wrong with a command line. Our own words: System.CommandLine repeats every stray argument, and that may be a password.
/// </summary>
internal static class UsageMistakes
{
    private static readonly string[] Verbs = [CommandLine.Check, CommandLine.Health, HistoryCommand.Name];

    public static IEnumerable<string> Of(ParseResult result)
    {
        var options = result.RootCommandResult.Children.Concat(result.CommandResult.Children).OfType<OptionResult>().Distinct();
        var mistakes = Unmatched(result.UnmatchedTokens, Options(result)).Concat(options.SelectMany(Values)).ToList();
        return mistakes.Count > 0 ? mistakes : ["the command line cannot be understood; --help shows what can be written."];
    }

    private static IEnumerable<string> Unmatched(IReadOnlyList<string> tokens, IReadOnlyList<string> options)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (IsOption(tokens[i]))
                yield return $"{tokens[i]} is not an option{Spelling.Hint(tokens[i], options)} See --help for all of them.";
            else if (i == 0 || !IsOption(tokens[i - 1]))
                yield return "a word on the command line is neither a verb nor the value of an option" + Spelling.Hint(tokens[i], Verbs);
        }
    }

    private static IEnumerable<string> Values(OptionResult option)
    {
        if (option.Option.Arity.MaximumNumberOfValues == 0)
            yield break;
        // A colon instead of an equals sign makes a name of the value, which may be a secret.
        var name = IsOption(option.Option.Name) ? option.Option.Name : null;
        if (option.Tokens.Count == 0)
            yield return $"{name ?? "an option"} needs a value; write {name ?? "--KEY"}=VALUE.";
        if (option.Tokens.Count > option.Option.Arity.MaximumNumberOfValues)
            yield return $"{name ?? "an option"} is given more than once; give it once.";
    }

    private static bool IsOption(string token) =>
        token.StartsWith("--", StringComparison.Ordinal)
        && token[2..].All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ':' or '_' or '-' or '.');

    private static string[] Options(ParseResult result) =>
    [
        .. SettingArguments.Options, "--help", "--version",
        .. result.CommandResult.Command.Name == HistoryCommand.Name ? HistoryCommand.Options.Select(option => option.Name) : [],
    ];
}
