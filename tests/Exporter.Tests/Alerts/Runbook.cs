using System.Text.RegularExpressions;

namespace Exporter.Tests.Alerts;

/// <summary>The page that somebody reads at night.</summary>
internal static partial class Runbook
{
    private static readonly string[] Sections = ["## What it means", "## Confirm", "## What to do", "## When to ignore"];

    public static IEnumerable<string> Queries(string page) => Query().Matches(page).Select(match => match.Groups[1].Value);

    public static IEnumerable<string> Problems(string alert, string page)
    {
        if (!page.StartsWith($"# {alert}\n", StringComparison.Ordinal)) yield return "its runbook does not begin with its name";
        if (!Sections.SequenceEqual(page.Split('\n').Where(line => line.StartsWith("## ", StringComparison.Ordinal))))
            yield return $"its runbook has other sections than {string.Join(", ", Sections)}";
        if (Queries(page).Count() != 1) yield return "its runbook does not have one query";
        if (Command().Count(page) != 1) yield return "its runbook does not have one command";
        foreach (var link in Link().Matches(page).Select(match => match.Groups[1].Value))
        {
            if (!File.Exists(Path.Combine(Golden.RepositoryRoot, "docs/runbooks", link))) yield return $"its runbook links to {link}, which is not there";
        }
    }

    [GeneratedRegex("```promql\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Query();

    [GeneratedRegex("```sh\n")]
    private static partial Regex Command();

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex Link();
}
