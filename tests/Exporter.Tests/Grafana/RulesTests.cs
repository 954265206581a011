using Exporter.Metrics;
using YamlDotNet.RepresentationModel;

namespace Exporter.Tests.Grafana;

/// <summary>Every expression of the rules in <c>alerts/</c>, asked of a Prometheus that evaluates them. Whether they fire when they should, promtool tests.</summary>
[Collection(nameof(ScrapedDeployment))]
public sealed class RulesTests(ScrapedDeployment deployment)
{
    private static readonly (string Name, bool Recorded, string Expression)[] Rules =
        [.. Directory.EnumerateFiles(Path.Combine(Golden.RepositoryRoot, "alerts"), "*.rules.yml").SelectMany(Read)];

    public static TheoryData<string> Names => [.. Rules.Select(rule => rule.Name)];

    [Theory, MemberData(nameof(Names))]
    public async Task Expression_OfARule_SpeaksOfSeriesThatExist(string name)
    {
        var (_, recorded, expression) = Rules.Single(rule => rule.Name == name);
        var query = new PromQl(expression);
        query.Metrics.Except(["up"]).Except(Rules.Where(rule => rule.Recorded).Select(rule => rule.Name))
            .Except(Catalogue.All.Select(metric => metric.Name)).ShouldBeEmpty();

        foreach (var metric in query.Metrics) await deployment.Prometheus.EventuallyAsync($"count({metric}) > bool 0", 1);
        foreach (var (metric, labels) in query.Selectors)
            labels.Except((await deployment.Prometheus.QueryAsync(metric)).SelectMany(series => series.Labels.Keys)).ShouldBeEmpty(metric);
        var series = await deployment.Prometheus.QueryAsync(expression);
        if (recorded) series.ShouldContain(found => !double.IsNaN(found.Value));
    }

    private static IEnumerable<(string Name, bool Recorded, string Expression)> Read(string file)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(file)));
        return from groups in Children(yaml.Documents[0].RootNode, "groups")
               from rule in Children(groups, "rules").Cast<YamlMappingNode>()
               let recorded = rule.Children.ContainsKey("record")
               select (rule[recorded ? "record" : "alert"].ToString(), recorded, rule["expr"].ToString());
    }

    private static IEnumerable<YamlNode> Children(YamlNode node, string key) => ((YamlSequenceNode)node[key]).Children;
}
