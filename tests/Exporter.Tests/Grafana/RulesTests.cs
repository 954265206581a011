using Exporter.Metrics;
using YamlDotNet.RepresentationModel;

namespace Exporter.Tests.Grafana;

/// <summary>
/// Every expression of the rules in <c>alerts/</c>, asked of a Prometheus that evaluates them. Whether they fire when they should, promtool tests.
/// </summary>
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
        string[] records = [.. Rules.Where(rule => rule.Recorded).Select(rule => rule.Name)];
        query.Metrics.Except(records).Except(["up"]).Except(Catalogue.All.SelectMany(metric => metric.SeriesNames())).ShouldBeEmpty();

        foreach (var metric in query.Metrics.Except(records)) (await deployment.Prometheus.QueryAsync(metric)).ShouldNotBeEmpty(metric);
        foreach (var (metric, labels) in query.Selectors.Where(selector => !records.Contains(selector.Metric)))
            labels.Except((await deployment.Prometheus.QueryAsync(metric)).SelectMany(series => series.Labels.Keys)).ShouldBeEmpty(metric);
        await deployment.Prometheus.QueryAsync(expression); // or it throws
        if (recorded) await deployment.Prometheus.EventuallyAsync($"count({expression}) > bool 0", 1);
    }

    [Fact]
    public async Task Rules_OfTheShippedConfiguration_AreEvaluated()
    {
        var loaded = await deployment.Prometheus.Http.GetStringAsync("/api/v1/rules", TestContext.Current.CancellationToken);
        Rules.ShouldAllBe(rule => loaded.Contains($"\"name\":\"{rule.Name}\""));
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
