using System.Collections.Immutable;

namespace Exporter.Metrics;

/// <summary>The metrics that are read from one source, with the name their section of the documentation has.</summary>
internal abstract record MetricGroup(string Name)
{
    public abstract IEnumerable<Metric> Metrics { get; }
}

internal sealed record MetricGroup<T>(string Name, ImmutableArray<Metric<T>> Rows) : MetricGroup(Name) where T : class
{
    public override IEnumerable<Metric> Metrics => Rows;
}
