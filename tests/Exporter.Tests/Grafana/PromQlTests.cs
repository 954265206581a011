namespace Exporter.Tests.Grafana;

public sealed class PromQlTests
{
    [Theory]
    [InlineData("up", "up")]
    [InlineData("sum by (job) (rate(a_total{b=\"c\",d!~\"e f\"}[5m] offset -1d)) / on (job) group_left (x) job:y:sum", "a_total job:y:sum")]
    [InlineData("max without (instance) (a) > bool 0 and b unless ignoring (z) c == Inf # d", "a b c")]
    [InlineData("time() - a{x=\"}\"} @ end() + 1e9", "a")]
    [InlineData("histogram_quantile(0.95, sum by (le) (a_bucket)) or vector(0)", "a_bucket")]
    [InlineData("count({__name__=~\"a.+\"})", "")]
    public void Metrics_OfAnExpression_AreItsNamesAndNothingElse(string expression, string metrics) =>
        string.Join(' ', new PromQl(expression).Metrics).ShouldBe(metrics);

    [Fact]
    public void Labels_OfAnExpression_AreThoseThatChooseAndThoseThatGroup()
    {
        var query = new PromQl("sum by (a, b) (m{c=\"x, y=z\",d=~\".*\"}) / on (e) ({__name__=\"n\"})");
        query.Selectors.Select(selector => $"{selector.Metric}: {string.Join(' ', selector.Labels)}").ShouldBe(["m: c d", ": __name__"]);
        query.GroupLabels.ShouldBe(["a", "b", "e"]);
    }
}
