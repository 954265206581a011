using System.Text.Json;
using System.Text.RegularExpressions;
using Json.Schema;

namespace Exporter.Tests.Grafana;

/// <summary>What every dashboard keeps to, so that Grafana shows it and people can read it.</summary>
public sealed partial class DashboardLintTests
{
    private const int Columns = 24;
    private const string Repository = "https://github.com/coder-exporter/coder-exporter/blob/main/", Documents = Repository + "docs/";

    private static readonly JsonSchema Schema =
        JsonSchema.FromFile(Path.Combine(Golden.RepositoryRoot, "tests/Exporter.Tests/Grafana/Schema/dashboard.schema.json"));

    public static TheoryData<string> Names => [.. DashboardFile.All.Keys];

    /// <summary>Only panels, options and values of options that Grafana has.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Json_OfADashboard_IsOfGrafanasTypes(string name)
    {
        var results = Schema.Evaluate(DashboardFile.All[name].Json, new EvaluationOptions { OutputFormat = OutputFormat.List });
        results.IsValid.ShouldBeTrue(string.Join('\n', Problems(results)));
    }

    [Theory]
    [InlineData("\"graphMode\"", "\"graphModel\"")]
    [InlineData("\"type\": \"stat\"", "\"type\": \"singlestat\"")]
    [InlineData("\"textMode\": \"auto\"", "\"textMode\": \"loud\"")]
    public void Schema_OfAnOptionThatDoesNotExist_Complains(string right, string wrong)
    {
        foreach (var text in DashboardFile.All.Values.Select(dashboard => dashboard.Json.GetRawText()))
        {
            text.ShouldContain(right);
            Schema.Evaluate(JsonDocument.Parse(text.Replace(right, wrong, StringComparison.Ordinal)).RootElement).IsValid.ShouldBeFalse();
        }
    }

    [Fact]
    public void Uids_OfAllDashboards_AreUnique() => DashboardFile.All.Values.Select(dashboard => dashboard.Uid).ShouldBeUnique();

    [Theory, MemberData(nameof(Names))]
    public void Dashboard_Always_IsReadOnlyAndForTheCurrentGrafana(string name)
    {
        var dashboard = DashboardFile.All[name].Json;
        dashboard.GetProperty("editable").GetBoolean().ShouldBeFalse();
        dashboard.GetProperty("schemaVersion").GetInt32().ShouldBeGreaterThanOrEqualTo(39);
        DashboardFile.Text(dashboard, "uid").Length.ShouldBeLessThanOrEqualTo(40);
        DashboardFile.Text(dashboard, "description").ShouldEndWith(".");
        dashboard.TryGetProperty("id", out _).ShouldBeFalse("an id belongs to one Grafana");
    }

    [Theory, MemberData(nameof(Names))]
    public void Panels_OfADashboard_LieOnTheGridWithoutOverlap(string name)
    {
        var taken = new Dictionary<(int X, int Y), string>();
        var panels = DashboardFile.All[name].Json.GetProperty("panels").EnumerateArray().ToArray();
        panels.Select(panel => panel.GetProperty("id").GetInt32()).ShouldBeUnique();
        foreach (var panel in panels)
        {
            var (title, grid) = (DashboardFile.Text(panel, "title"), panel.GetProperty("gridPos"));
            var (x, y, w, h) = (Of("x"), Of("y"), Of("w"), Of("h"));
            (x + w).ShouldBeLessThanOrEqualTo(Columns, title);
            for (var column = x; column < x + w; column++)
                for (var line = y; line < y + h; line++)
                    taken.TryAdd((column, line), title).ShouldBeTrue($"{title} lies on {taken.GetValueOrDefault((column, line))}");

            int Of(string property) => grid.GetProperty(property).GetInt32();
        }
        // No hole in the picture: every line is full.
        taken.Count.ShouldBe(Columns * (taken.Keys.Max(place => place.Y) + 1));
    }

    [Theory, MemberData(nameof(Names))]
    public void Panel_Always_SaysWhatItShows(string name)
    {
        foreach (var panel in DashboardFile.All[name].Panels)
        {
            var title = DashboardFile.Text(panel, "title");
            title.ShouldNotBeNullOrWhiteSpace();
            DashboardFile.Text(panel, "description").ShouldEndWith(".", customMessage: title);
            var defaults = panel.GetProperty("fieldConfig").GetProperty("defaults");
            DashboardFile.Text(defaults, "unit").ShouldNotBeNullOrWhiteSpace(title);
            DashboardFile.Text(defaults, "noValue").ShouldNotBeNullOrWhiteSpace(title);
            defaults.GetProperty("thresholds").GetProperty("steps").GetArrayLength().ShouldBeGreaterThan(0, title);
            panel.GetProperty("targets").GetArrayLength().ShouldBeGreaterThan(0, title);
        }
        DashboardFile.All[name].Panels.Select(panel => DashboardFile.Text(panel, "title")).ShouldBeUnique();
    }

    /// <summary>Two series in the colour of each other are told apart by name and value.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Legend_OfAGraph_ShowsNamesAndValues(string name)
    {
        foreach (var panel in DashboardFile.All[name].Panels.Where(panel => DashboardFile.Text(panel, "type") == "timeseries"))
        {
            var legend = panel.GetProperty("options").GetProperty("legend");
            DashboardFile.Text(legend, "displayMode").ShouldBe("table");
            legend.GetProperty("calcs").GetArrayLength().ShouldBeGreaterThan(0);
            panel.GetProperty("targets").EnumerateArray().ShouldAllBe(target => DashboardFile.Text(target, "legendFormat").Length > 0);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Query_Always_ChoosesOneJobAndRatesByTheScrapeInterval(string name)
    {
        foreach (var query in DashboardFile.All[name].Queries)
        {
            foreach (var selector in query.Selectors)
                selector.Matchers.ShouldContain(matcher => matcher.Label == "job", $"{selector.Metric} in {query.Panel}");
            Rate().Matches(query.Expression).ShouldAllBe(match => match.Groups[1].Value == "$__rate_interval", query.Panel);
            foreach (var counter in query.Metrics.Where(metric => metric.EndsWith("_total", StringComparison.Ordinal)))
                Regex.IsMatch(query.Expression, $@"(rate|increase)\({counter}\b").ShouldBeTrue($"{counter} in {query.Panel} is a counter");
            query.Expression.ShouldNotMatch(@"\bsum\b[^(]*\([^()]*active_users", query.Panel);
            if (!query.Instant) query.Expression.ShouldNotContain("topk", customMessage: $"{query.Panel}: another series at every point");
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Queries_OfAPanel_HaveLettersOfTheirOwnAndOneKind(string name)
    {
        foreach (var panel in DashboardFile.All[name].Panels)
        {
            var targets = panel.GetProperty("targets").EnumerateArray().ToArray();
            targets.Select(target => DashboardFile.Text(target, "refId")).ShouldBeUnique();
            targets.ShouldAllBe(target => target.GetProperty("instant").GetBoolean() != target.GetProperty("range").GetBoolean());
            targets.Select(target => DashboardFile.Text(target, "format")).Distinct().ShouldHaveSingleItem();
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Variables_OfADashboard_AreKnownUsedAndAskedAgain(string name)
    {
        var dashboard = DashboardFile.All[name];
        var list = dashboard.Json.GetProperty("templating").GetProperty("list").EnumerateArray().ToArray();
        DashboardFile.Text(list[0], "type").ShouldBe("datasource");
        list.Skip(1).ShouldAllBe(variable => variable.GetProperty("refresh").GetInt32() == 2);
        string[] names = [.. list.Select(variable => DashboardFile.Text(variable, "name"))];
        names.ShouldBeUnique();
        string[] used = [.. dashboard.Texts.SelectMany(text => VariableName().Matches(text)).Select(match => match.Groups[1].Value)
            .Where(used => !used.StartsWith("__", StringComparison.Ordinal)).Distinct()];
        used.ShouldBe(names, ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Names))]
    public void Link_ToADocument_LeadsToOne(string name)
    {
        var links = DashboardFile.All[name].Texts.Where(text => text.StartsWith(Documents, StringComparison.Ordinal)).ToArray();
        links.ShouldNotBeEmpty();
        links.ShouldAllBe(link => Path.Exists(Path.Combine(Golden.RepositoryRoot, link.Substring(Repository.Length))));
    }

    private static IEnumerable<string> Problems(EvaluationResults results) =>
        (results.Details ?? []).Append(results)
            .Where(detail => detail.Errors is not null && !$"{detail.EvaluationPath}".Contains("/if", StringComparison.Ordinal))
            .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"));

    [GeneratedRegex(@"\bi?rate\([^\[]*\[([^\]]*)\]")]
    private static partial Regex Rate();

    [GeneratedRegex(@"\$\{?(\w+)")]
    private static partial Regex VariableName();
}
