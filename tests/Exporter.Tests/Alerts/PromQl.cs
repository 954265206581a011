using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Exporter.Tests.Alerts;

/// <summary>Finds the selectors in expressions that Prometheus has accepted.</summary>
internal static partial class PromQl
{
    private static readonly string[] LabelLists = ["by", "without", "on", "ignoring", "group_left", "group_right"];
    private static readonly string[] Words = ["and", "or", "unless", "atan2", "bool", "offset", "inf", "nan", .. LabelLists];

    public static IEnumerable<Selector> Selectors(string expression)
    {
        string[] tokens = [.. Token().Matches(expression).Select(match => match.Value), ""];
        for (var i = 0; i < tokens.Length - 1; i++)
        {
            var (token, next) = (tokens[i], tokens[i + 1]);
            if (LabelLists.Contains(token) && next == "(") i = Array.IndexOf(tokens, ")", i);
            else if (token == "[") i = Array.IndexOf(tokens, "]", i);
            else if (token == "{") yield return new("", Matchers(tokens, i + 1)); // its name is among the labels
            else if (IsMetric(token, next)) yield return new(token, next == "{" ? Matchers(tokens, ++i + 1) : []);
            if (tokens[i] == "{") i = Array.IndexOf(tokens, "}", i);
        }
    }

    /// <summary>The labels that an expression groups or matches by.</summary>
    public static IEnumerable<string> GroupLabels(string expression) =>
        Grouping().Matches(expression).SelectMany(match => match.Groups[1].Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries)).Distinct();

    /// <summary>The queries in a text that Prometheus expands, with something or other for what is filled in.</summary>
    public static IEnumerable<string> QueriesIn(string template) => TemplateQuery().Matches(template)
        .Select(match => match.Groups[1].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("=%q", "=~\"any\"", StringComparison.Ordinal));

    // Before a list of arguments or of labels stands a function or an aggregation.
    private static bool IsMetric(string token, string next) =>
        Name().IsMatch(token) && next != "(" && next is not ("by" or "without") && !Words.Contains(token, StringComparer.OrdinalIgnoreCase);

    private static ImmutableArray<(string, string, string)> Matchers(string[] tokens, int start)
    {
        var matchers = ImmutableArray.CreateBuilder<(string, string, string)>();
        for (var i = start; tokens[i] != "}"; i += tokens[i + 3] == "," ? 4 : 3) matchers.Add((tokens[i], tokens[i + 1], tokens[i + 2].Trim('"')));
        return matchers.ToImmutable();
    }

    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""|[a-zA-Z_:][\w:]*|[0-9][\w.]*|=~|!~|!=|\S")]
    private static partial Regex Token();

    [GeneratedRegex(@"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex("^[a-zA-Z_:]")]
    private static partial Regex Name();

    [GeneratedRegex(@"query \(printf\s+""((?:[^""\\]|\\.)*)""")]
    private static partial Regex TemplateQuery();
}
