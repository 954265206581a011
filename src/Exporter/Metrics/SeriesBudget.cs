using System.Collections.Immutable;

namespace Exporter.Metrics;

/// <summary>
/// Keeps one metric within the number of label sets that the OpenTelemetry SDK has room for. The SDK counts them over the life of the process
/// and folds the rest into one wrong series, so what is over the budget is left out here, and counted.
/// </summary>
internal sealed class SeriesBudget(Metric metric, int limit)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _known = [];
    private int _dropped;

    public Metric Metric => metric;

    public int Limit { get; } = metric.MaxSeries ?? limit;

    /// <summary>Series that the last look at the metric had to leave out.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

    /// <summary>The samples that may be shown: finite, no label set twice (the first counts), within the budget.</summary>
    public ImmutableArray<Sample> Admit(IEnumerable<Sample> samples)
    {
        var shown = new Dictionary<string, Sample>();
        foreach (var sample in samples)
        {
            if (double.IsFinite(sample.Value)) shown.TryAdd(string.Join('\0', sample.Labels), sample);
        }
        lock (_gate)
        {
            var admitted = ImmutableArray.CreateBuilder<Sample>(shown.Count);
            foreach (var (labels, sample) in shown)
            {
                if (_known.Contains(labels) || (_known.Count < Limit && _known.Add(labels))) admitted.Add(sample);
            }
            Volatile.Write(ref _dropped, shown.Count - admitted.Count);
            return admitted.DrainToImmutable();
        }
    }
}
