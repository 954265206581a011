using Exporter.Tests.Alerts;

namespace Exporter.Tests.Grafana;

/// <summary>
/// Every expression of the rules in <c>alerts/</c>, asked of a Prometheus that evaluates them. Whether they fire when they should, promtool tests.
/// </summary>
[Collection(nameof(ScrapedDeployment))]
public sealed class RulesTests(ScrapedDeployment deployment)
{
    public static TheoryData<string> Names => [.. ShippedAlerts.Rules.Select(rule => rule.Name)];

    /// <summary>An alert's answer is empty where all is well, but not what it looks at.</summary>
    [Theory, MemberData(nameof(Names))]
    public async Task Expression_OfARule_SpeaksOfSeriesThatExist(string name)
    {
        var rule = ShippedAlerts.Rules.Single(rule => rule.Name == name);
        var records = ShippedAlerts.Rules.Select(other => other.Record);
        foreach (var (metric, matchers) in PromQl.Selectors(rule.Expr).Where(selector => !records.Contains(selector.Metric)))
        {
            var labels = (await deployment.Prometheus.QueryAsync(metric)).SelectMany(series => series.Labels.Keys).ToHashSet();
            labels.ShouldNotBeEmpty(metric);
            matchers.Select(matcher => matcher.Label).Except(labels).ShouldBeEmpty(metric);
        }
        await deployment.Prometheus.QueryAsync(rule.Expr); // or it throws
        if (rule.Record is not null) await deployment.Prometheus.EventuallyAsync($"count({rule.Expr}) > bool 0", 1);
    }

    [Fact]
    public async Task Rules_OfTheShippedConfiguration_AreEvaluated()
    {
        var loaded = await deployment.Prometheus.Http.GetStringAsync("/api/v1/rules", TestContext.Current.CancellationToken);
        ShippedAlerts.Rules.ShouldAllBe(rule => loaded.Contains($"\"name\":\"{rule.Name}\""));
    }
}
