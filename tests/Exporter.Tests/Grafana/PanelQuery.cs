using Exporter.Tests.Alerts;

namespace Exporter.Tests.Grafana;

/// <summary>What a panel asks Prometheus.</summary>
/// <param name="RefId">Tells the queries of a panel apart.</param>
/// <param name="Instant">Asked for the end of the time range only.</param>
internal sealed record PanelQuery(string Panel, string RefId, string Expression, string Legend, bool Instant)
{
    private static readonly string[] Unnamed = [""];

    public IEnumerable<Selector> Selectors => PromQl.Selectors(Plain(Expression));

    public IEnumerable<string> Metrics => MetricsOf(Expression);

    public static IEnumerable<string> MetricsOf(string expression) =>
        PromQl.Selectors(Plain(expression)).Select(selector => selector.Metric).Distinct().Except(Unnamed);

    /// <summary>Grafana puts the range in.</summary>
    private static string Plain(string expression) => expression.Replace("$__rate_interval", "5m", StringComparison.Ordinal);
}
