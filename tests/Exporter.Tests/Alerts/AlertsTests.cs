using System.Text.RegularExpressions;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Alerts;

/// <summary>The rules that ship, by Prometheus' own tools and by what is agreed on about them.</summary>
public sealed partial class AlertsTests
{
    private static readonly AlertReview Review = new(ShippedAlerts.Rules, ShippedAlerts.Cases, ShippedAlerts.Runbook);

    public static TheoryData<string> RuleNames => [.. ShippedAlerts.Rules.Select(rule => rule.Name)];

    [Fact]
    public async Task Configuration_OfPrometheus_IsValid()
    {
        var (exitCode, output) = await Tool.Promtool.RunAsync("", "check", "config", InRepository("prometheus.yml"));

        exitCode.ShouldBe(0, output);
        output.ShouldContain($"{ShippedAlerts.RuleFiles.Length} rule files found");
        (await Tool.Promtool.RunAsync("", ["check", "rules", .. ShippedAlerts.RuleFiles])).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Configuration_OfAlertmanager_IsValidAndNamesAlertsThatThereAre()
    {
        var (exitCode, output) = await Tool.Amtool.RunAsync("", "check-config", InRepository("alertmanager.yml"));

        exitCode.ShouldBe(0, output);
        foreach (var name in AlertName().Matches(File.ReadAllText(InRepository("alertmanager.yml"))).SelectMany(match => match.Groups[1].Value.Split('|')))
            ShippedAlerts.Names.ShouldContain(alert => Regex.IsMatch(alert, $"^(?:{name})$"), name);
    }

    /// <summary>When what fires, and when not, with every word of the texts.</summary>
    [Fact]
    public async Task Cases_OfTheRules_Pass()
    {
        var (exitCode, output) = await Tool.Promtool.RunAsync("", ["test", "rules", .. ShippedAlerts.CaseFiles]);

        exitCode.ShouldBe(0, output);
    }

    [Theory, MemberData(nameof(RuleNames))]
    public void Rule_ThatShips_IsFitToBeWokenBy(string name) =>
        Review.Problems(ShippedAlerts.Rules.Single(rule => rule.Name == name)).ShouldBeEmpty();

    [Fact]
    public void Index_OfTheRunbooks_HasEveryAlertWithItsSeverity()
    {
        var rows = IndexRow().Matches(File.ReadAllText(InRepository("docs/runbooks/README.md"))).Select(row => (row.Groups[1].Value, row.Groups[2].Value));

        rows.ShouldBe(ShippedAlerts.Rules.Where(rule => rule.Alert is not null).Select(rule => (rule.Name, rule.Labels["severity"])), ignoreOrder: true);
        Directory.GetFiles(InRepository("docs/runbooks"), "Coder*.md").Select(file => Path.GetFileNameWithoutExtension(file))
            .ShouldBe(ShippedAlerts.Names, ignoreOrder: true);
    }

    private static string InRepository(string path) => Path.Combine(Golden.RepositoryRoot, path);

    [GeneratedRegex("alertname[=!~]+\"([^\"]+)\"")]
    private static partial Regex AlertName();

    [GeneratedRegex(@"^\| \[(\w+)\]\(\1\.md\) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex IndexRow();
}
