namespace Exporter.Metrics;

internal enum MetricKind
{
    Gauge,
    Counter,
}
