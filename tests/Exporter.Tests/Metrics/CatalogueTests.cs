using System.Text.RegularExpressions;
using Exporter.Metrics;

namespace Exporter.Tests.Metrics;

/// <summary>The rules that every metric keeps.</summary>
public sealed partial class CatalogueTests
{
    private static readonly string[] OfAPerson = ["user", "username", "user_id", "owner", "workspace_owner", "email", "workspace", "workspace_name"];
    private static readonly string[] Reserved = ["le", "quantile", "job", "instance"];
    private static readonly string[] NotForGauges = ["_total", "_count", "_sum", "_bucket", "_created"];
    private static readonly string[] BaseUnits = ["_seconds", "_bytes", "_seconds_total", "_bytes_total"];
    private static readonly string[] OtherUnits =
        ["milliseconds", "_ms", "microseconds", "nanoseconds", "minutes", "hours", "days", "kilobytes", "megabytes", "_kb", "_mb", "percent"];

    public static TheoryData<string> Names => [.. Catalogue.All.Select(metric => metric.Name)];

    [Fact]
    public void Names_OfAllMetrics_AreUnique()
    {
        Catalogue.All.Select(metric => metric.Name).ShouldBeUnique();
        Catalogue.Groups.Select(group => group.Name).ShouldBe(["activity", "build_times", "deployment", "exporter"]);
    }

    [Theory, MemberData(nameof(Names))]
    public void Name_OfAMetric_SaysItsKindAndUnit(string name)
    {
        var metric = Metric(name);
        name.ShouldMatch("^coder_[a-z]+(_[a-z]+)*$");
        if (metric.Kind == MetricKind.Counter) name.ShouldEndWith("_total");
        else NotForGauges.ShouldAllBe(ending => !name.EndsWith(ending, StringComparison.Ordinal));
        OtherUnits.ShouldAllBe(unit => !name.Contains(unit, StringComparison.Ordinal));
        (metric.Unit.Length > 0).ShouldBe(BaseUnits.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)));
        if (name.EndsWith("_info", StringComparison.Ordinal)) metric.Labels.ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public void Labels_OfAMetric_AreBoundedAndOfNoPerson(string name)
    {
        var metric = Metric(name);
        metric.Labels.ShouldBeUnique();
        metric.Labels.ShouldAllBe(label => LabelName().IsMatch(label));
        metric.Labels.Intersect([.. OfAPerson, .. Reserved]).ShouldBeEmpty();
        if (metric.Labels.IsEmpty) metric.MaxSeries.ShouldBe(1);
        metric.Labels.Contains("template_name").ShouldBe(metric.Labels.Contains("template_id"), "names are not unique");
        metric.Labels.Contains("template_name").ShouldBe(metric.Labels.Contains("organization_name"), "names are not unique");
    }

    [Theory, MemberData(nameof(Names))]
    public void Help_OfAMetric_IsSentences(string name)
    {
        var help = Metric(name).Help;
        help.ShouldEndWith(".");
        help.ShouldNotContain("\n");
        help.ShouldNotContain("  ");
        char.IsAsciiLetterUpper(help[0]).ShouldBeTrue(help);
        if (name.Contains("active_users", StringComparison.Ordinal) || Metric(name).Labels.Contains("percentile")) help.ShouldContain("Do not sum");
    }

    private static Metric Metric(string name) => Catalogue.All.Single(metric => metric.Name == name);

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex LabelName();
}
