using System.Collections.Immutable;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Exporter.Tests.Alerts;

/// <summary>The rules in <c>alerts/</c>, their cases in <c>tests/alerts/</c> and their runbooks.</summary>
internal static class ShippedAlerts
{
    private static readonly IDeserializer Yaml =
        new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).IgnoreUnmatchedProperties().Build();

    public static string[] RuleFiles { get; } = Files("alerts", "*.rules.yml");

    public static string[] CaseFiles { get; } = Files("tests/alerts", "*.test.yml");

    public static ImmutableArray<Rule> Rules { get; } =
        [.. RuleFiles.SelectMany(file => Yaml.Deserialize<RuleFile>(File.ReadAllText(file)).Groups).SelectMany(group => group.Rules)];

    public static IEnumerable<string> Names => Rules.Where(rule => rule.Alert is not null).Select(rule => rule.Name);

    public static ImmutableArray<AlertCase> Cases { get; } =
    [
        .. from file in CaseFiles
           from test in Yaml.Deserialize<CaseFile>(File.ReadAllText(file)).Tests
           from moment in test.AlertRuleTest
           select new AlertCase(moment.Alertname, moment.ExpAlerts.Count > 0),
    ];

    /// <summary>The page of an alert; null when there is none.</summary>
    public static string? Runbook(string alert) =>
        Path.Combine(Golden.RepositoryRoot, "docs/runbooks", alert + ".md") is var file && File.Exists(file) ? File.ReadAllText(file) : null;

    private static string[] Files(string folder, string pattern) =>
        [.. Directory.GetFiles(Path.Combine(Golden.RepositoryRoot, folder), pattern).Order(StringComparer.Ordinal)];

    private sealed record RuleFile
    {
        public List<RuleGroup> Groups { get; init; } = [];
    }

    private sealed record RuleGroup
    {
        public List<Rule> Rules { get; init; } = [];
    }

    private sealed record CaseFile
    {
        public List<Case> Tests { get; init; } = [];
    }

    private sealed record Case
    {
        public List<Moment> AlertRuleTest { get; init; } = [];
    }

    private sealed record Moment
    {
        public string Alertname { get; init; } = "";

        public List<object> ExpAlerts { get; init; } = [];
    }
}
