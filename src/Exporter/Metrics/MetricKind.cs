namespace Exporter.Metrics;

internal enum MetricKind
{
    Gauge,
    Counter,

    /// <summary>Its samples are what is new in a snapshot: each is recorded once.</summary>
    Histogram,
}
