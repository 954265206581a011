namespace Exporter.Tests.Alerts;

public sealed class PromQlTests
{
    [Theory]
    [InlineData("up", "up")]
    [InlineData("a == 0 or -Inf * b unless on (job) c", "a b c")]
    [InlineData("max without (instance, pod) (avg_over_time(up{job=~\"x{}()\", pod!=\"y\"}[10m])) < 0.5", "up")]
    [InlineData("sum(rate(a_bucket{le=\"1\"}[5m])) by (le) / ignoring (le) group_left (x) sum by (x) (b) offset 1w", "a_bucket b")]
    [InlineData("avg_over_time(max by (x) (a{y=\"z\"})[7d:1h]) or rate(b[$__rate_interval])", "a b")]
    [InlineData("job:a:max{percentile=\"0.5\"} >= bool 1e3 and count(job:b:max) > 0.02 * time()", "job:a:max job:b:max")]
    public void Selectors_OfAnExpression_AreItsMetrics(string expression, string metrics) =>
        string.Join(' ', PromQl.Selectors(expression).Select(selector => selector.Metric)).ShouldBe(metrics);

    [Fact]
    public void Selectors_WithMatchers_HaveThem() =>
        PromQl.Selectors("a{x=\"1\", y=~\"2|3\",z!=\"\"} + b{}").SelectMany(selector => selector.Matchers)
            .ShouldBe([("x", "=", "1"), ("y", "=~", "2|3"), ("z", "!=", "")]);

    [Fact]
    public void Selectors_WithoutAName_HaveTheirMatchers() =>
        PromQl.Selectors("count by (a) ({x=\"1\",__name__=~\"b.+\"}) > c{y=\"2\"}")
            .Select(selector => $"{selector.Metric}: {selector.Matchers.Length}").ShouldBe([": 2", "c: 1"]);

    [Fact]
    public void GroupLabels_OfAnExpression_AreThoseOfEveryList() =>
        PromQl.GroupLabels("sum by (a, b) (m{c=\"x\"}) / on (e) group_left () max without(b) (n)").ShouldBe(["a", "b", "e"]);

    [Fact]
    public void QueriesIn_AText_AreThoseOfItsTemplates() =>
        PromQl.QueriesIn("{{ with query (printf \"a{job=%q,x=\\\"1\\\"}\" $labels.job) }}{{ . | first | value | printf \"%.0f\" }}{{ end }}")
            .ShouldBe(["a{job=~\"any\",x=\"1\"}"]);
}
