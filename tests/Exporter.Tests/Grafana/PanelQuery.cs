using Exporter.Tests.Alerts;

namespace Exporter.Tests.Grafana;

/// <summary>What a panel asks Prometheus.</summary>
/// <param name="RefId">Tells the queries of a panel apart.</param>
/// <param name="Instant">Asked for the end of the time range only.</param>
internal sealed record PanelQuery(string Panel, string RefId, string Expression, string Legend, bool Instant)
{
    private static readonly string[] Unnamed = [""];

    public IEnumerable<Selector> Selectors => PromQl.Selectors(Expression);

    public IEnumerable<string> Metrics => MetricsOf(Expression);

    public static IEnumerable<string> MetricsOf(string expression) =>
        PromQl.Selectors(expression).Select(selector => selector.Metric).Distinct().Except(Unnamed);
}
