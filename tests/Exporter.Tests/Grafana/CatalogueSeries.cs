using Exporter.Metrics;

namespace Exporter.Tests.Grafana;

internal static class CatalogueSeries
{
    /// <summary>What Prometheus calls the series of a metric.</summary>
    public static IEnumerable<string> SeriesNames(this Metric metric) => metric.Kind == MetricKind.Histogram
        ? [metric.Name + "_bucket", metric.Name + "_sum", metric.Name + "_count"]
        : [metric.Name];
}
