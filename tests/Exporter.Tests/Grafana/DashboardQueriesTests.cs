using System.Text.RegularExpressions;
using Exporter.Tests.Alerts;

namespace Exporter.Tests.Grafana;

/// <summary>Every query of every panel and variable, asked of a real Prometheus.</summary>
[Collection(nameof(ScrapedDeployment))]
public sealed partial class DashboardQueriesTests(ScrapedDeployment deployment)
{
    private readonly DashboardReader _grafana = new(deployment.Prometheus);

    /// <summary>What is rightly empty, and why.</summary>
    private static readonly Dictionary<string, string> Empty = new() { ["Alerts"] = "Nothing fires where all is well." };

    public static TheoryData<string> Names => [.. DashboardFile.All.Keys];

    public static TheoryData<string, string, string> Queries => [.. DashboardFile.All
        .SelectMany(dashboard => dashboard.Value.Queries.Select(query => (dashboard.Key, query.Panel, query.RefId)))];

    [Theory, MemberData(nameof(Names))]
    public async Task Variables_OfADashboard_HaveValues(string name) => (await _grafana.ChooseAsync(DashboardFile.All[name])).Keys
        .ShouldBe(DashboardFile.All[name].Variables.Select(variable => variable.Name), ignoreOrder: true);

    /// <summary>Neither an error nor emptiness, and every label that the legend names is there.</summary>
    [Theory, MemberData(nameof(Queries))]
    public async Task Query_OfAPanel_AnswersWithNumbersAndTheLegendsLabels(string name, string panel, string refId)
    {
        var dashboard = DashboardFile.All[name];
        var query = dashboard.Queries.Single(query => query.Panel == panel && query.RefId == refId);
        var series = await _grafana.AskAsync(dashboard, query);
        if (!Empty.ContainsKey(panel)) series.ShouldContain(found => !double.IsNaN(found.Value), query.Expression);
        foreach (var label in LegendLabel().Matches(query.Legend).Select(match => match.Groups[1].Value))
            series.ShouldAllBe(found => found.Labels.ContainsKey(label), $"{{{{{label}}}}} of {query.Expression}");
    }

    /// <summary>A column that no query brings would just be missing.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task Columns_OfATable_ComeFromItsQueries(string name)
    {
        var dashboard = DashboardFile.All[name];
        foreach (var panel in dashboard.Panels.Where(panel => DashboardFile.Text(panel, "type") == "table"))
        {
            PanelQuery[] queries = [.. dashboard.Queries.Where(query => query.Panel == DashboardFile.Text(panel, "title"))];
            var fields = queries.Length > 1 ? queries.Select(query => $"Value #{query.RefId}").ToHashSet() : [];
            foreach (var query in queries) fields.UnionWith((await _grafana.AskAsync(dashboard, query)).SelectMany(series => series.Labels.Keys));
            var shown = panel.GetProperty("transformations")[1].GetProperty("options").GetProperty("includeByName").EnumerateObject()
                .Select(field => field.Name);
            shown.Except(fields).ShouldBeEmpty(DashboardFile.Text(panel, "title"));
        }
    }

    /// <summary>With two exporters of one deployment, no number is twice what it is.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task Stat_OfTwoExporters_IsOneNumber(string name)
    {
        var dashboard = DashboardFile.All[name];
        string[] stats = [.. dashboard.Panels.Where(panel => DashboardFile.Text(panel, "type") == "stat")
            .Select(panel => DashboardFile.Text(panel, "title"))];
        stats.ShouldNotBeEmpty();
        foreach (var query in dashboard.Queries.Where(query => stats.Contains(query.Panel)))
            (await _grafana.AskAsync(dashboard, query)).Count.ShouldBe(Empty.ContainsKey(query.Panel) ? 0 : 1, query.Panel);
    }

    /// <summary>A label that a series does not have would choose nothing, or everything, without a word.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task Labels_OfAQuery_AreThoseOfItsMetrics(string name)
    {
        foreach (var query in DashboardFile.All[name].Queries.Where(query => !Empty.ContainsKey(query.Panel)))
        {
            HashSet<string> all = [];
            foreach (var (metric, matchers) in query.Selectors)
            {
                var known = await LabelsOfAsync(metric);
                all.UnionWith(known);
                matchers.Select(matcher => matcher.Label).Except(known).ShouldBeEmpty($"{metric} has {string.Join(", ", known)}");
            }
            PromQl.GroupLabels(query.Expression).Except(all).ShouldBeEmpty(query.Panel);
        }
    }

    private async Task<IEnumerable<string>> LabelsOfAsync(string metric) =>
        (await deployment.Prometheus.QueryAsync(metric.Length > 0 ? metric : "{__name__=~\".+\"}"))
            .SelectMany(series => series.Labels.Keys).Append("__name__").Distinct();

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex LegendLabel();
}
