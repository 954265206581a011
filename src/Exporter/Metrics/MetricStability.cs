namespace Exporter.Metrics;

/// <summary>How far somebody can build on a metric; docs/metrics.md says what each level promises.</summary>
internal enum MetricStability
{
    Stable,

    /// <summary>May change in any release.</summary>
    Experimental,

    /// <summary>Will go. Its help begins with since when, when at the earliest, and what takes its place.</summary>
    Deprecated,
}
