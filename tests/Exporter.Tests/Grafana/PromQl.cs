using System.Text.RegularExpressions;

namespace Exporter.Tests.Grafana;

/// <summary>The names in an expression. Whether it is well formed is for Prometheus to say.</summary>
internal sealed partial class PromQl(string expression)
{
    private static readonly string[] Words =
        ["and", "or", "unless", "atan2", "offset", "bool", "by", "without", "on", "ignoring", "group_left", "group_right", "inf", "nan"];

    private readonly string _text = Strings().Replace(Comments().Replace(expression, ""), "\"\"");

    /// <summary>Everything in braces, with the metric before it if there is one: the names of the labels that it chooses by.</summary>
    public IEnumerable<(string Metric, string[] Labels)> Selectors =>
        Selector().Matches(_text).Select(match => (match.Groups[1].Value, Names(match.Groups[2].Value)));

    /// <summary>The labels that are grouped or matched by.</summary>
    public IEnumerable<string> GroupLabels => Grouping().Matches(_text).SelectMany(match => Names(match.Groups[1].Value)).Distinct();

    public IEnumerable<string> Metrics => Identifier()
        .Matches(Selector().Replace(Grouping().Replace(_text, " "), "$1 "))
        .Select(match => match.Value)
        .Where(name => !Words.Contains(name, StringComparer.OrdinalIgnoreCase))
        .Distinct();

    private static string[] Names(string list) => [.. LabelName().Matches(list).Select(match => match.Value)];

    [GeneratedRegex("""#.*""")]
    private static partial Regex Comments();

    [GeneratedRegex("""
        "(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'
        """)]
    private static partial Regex Strings();

    [GeneratedRegex(@"([a-zA-Z_:][\w:]*)?\s*\{([^}]*)\}")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)", RegexOptions.IgnoreCase)]
    private static partial Regex Grouping();

    // No function (a parenthesis follows), no duration (it begins with a number), no variable of Grafana's.
    [GeneratedRegex(@"(?<![\w:$.])[a-zA-Z_:][\w:]*\b(?!\s*\()")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"[a-zA-Z_]\w*")]
    private static partial Regex LabelName();
}
