using System.Collections.Immutable;

namespace Exporter.Metrics;

/// <summary>
/// A metric, defined once: instruments, documentation and tests all come from this row. The name is written out in full, as Prometheus shows
/// it, so that a search for it ends here.
/// </summary>
internal abstract record Metric(string Name, string Help)
{
    public MetricKind Kind { get; init; } = MetricKind.Gauge;

    public MetricStability Stability { get; init; } = MetricStability.Stable;

    /// <summary>Label names. Their values are bounded, and never a person.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>How many series there can be at most where that is known beforehand; null where the deployment decides (templates).</summary>
    public int? MaxSeries { get; init; }

    /// <summary>Upper bounds of a histogram's buckets, in the metric's unit.</summary>
    public ImmutableArray<double> Buckets { get; init; } = [];

    /// <summary>UCUM, after the name's ending: seconds, bytes, or nothing.</summary>
    public string Unit =>
        Name.EndsWith("_seconds", StringComparison.Ordinal) ? "s" :
        Name.EndsWith("_bytes", StringComparison.Ordinal) || Name.EndsWith("_bytes_total", StringComparison.Ordinal) ? "By" : "";
}

/// <param name="Read">
/// The metric's samples in <typeparamref name="T"/>: pure, and total, since an exception or an equal label set would be swallowed by the SDK.
/// </param>
internal sealed record Metric<T>(string Name, string Help, Func<T, IEnumerable<Sample>> Read) : Metric(Name, Help) where T : class;
