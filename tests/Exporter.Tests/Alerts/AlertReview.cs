namespace Exporter.Tests.Alerts;

/// <summary>What is wrong with rules, in sentences; nothing if somebody can be woken by them.</summary>
internal sealed class AlertReview(IReadOnlyCollection<Rule> rules, IReadOnlyCollection<AlertCase> cases, Func<string, string?> runbook)
{
    private const string Runbooks = "https://github.com/coder-exporter/coder-exporter/blob/main/docs/runbooks/";

    private static readonly string[] Severities = ["critical", "warning"];
    private static readonly string[] Texts = ["summary", "description", "runbook_url"];

    private readonly KnownSeries _known = new(rules.Where(rule => rule.Record is not null).Select(rule => rule.Name));

    public IEnumerable<string> Problems(Rule rule) =>
        [.. _known.Problems(rule.Expr), .. rule.Alert is null ? OfName(rule.Name) : OfAlert(rule)];

    private static IEnumerable<string> OfName(string record)
    {
        if (record.Split(':') is not [{ Length: > 0 }, { Length: > 0 }, { Length: > 0 }]) yield return "its name is not level:metric:operations";
    }

    private IEnumerable<string> OfAlert(Rule rule)
    {
        if (!rule.Name.StartsWith("Coder", StringComparison.Ordinal)) yield return "its name does not begin with Coder";
        if (!Severities.Contains(rule.Labels.GetValueOrDefault("severity"))) yield return $"its severity is not {string.Join(" or ", Severities)}";
        if (rule.For is null) yield return "it fires at once, without for";
        foreach (var text in Texts.Where(text => string.IsNullOrWhiteSpace(rule.Annotations.GetValueOrDefault(text)))) yield return $"it has no {text}";
        if (!rule.Annotations.GetValueOrDefault("description", "").Contains("{{", StringComparison.Ordinal)) yield return "its description has no numbers";
        if (rule.Annotations.GetValueOrDefault("runbook_url") != $"{Runbooks}{rule.Name}.md") yield return "its runbook_url is not that of its runbook";
        if (!cases.Contains(new(rule.Name, Fires: true))) yield return "it has no case in which it fires";
        if (!cases.Contains(new(rule.Name, Fires: false))) yield return "it has no case in which it does not fire";
        foreach (var problem in rule.Annotations.Values.SelectMany(PromQl.QueriesIn).SelectMany(_known.Problems)) yield return problem;
        foreach (var problem in OfRunbook(rule.Name)) yield return problem;
    }

    private IEnumerable<string> OfRunbook(string alert) => runbook(alert) is { } page
        ? [.. Runbook.Problems(alert, page), .. Runbook.Queries(page).SelectMany(_known.Problems)]
        : ["it has no runbook"];
}
