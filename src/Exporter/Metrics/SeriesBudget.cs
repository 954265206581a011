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
    public ImmutableArray<Sample> Admit(IEnumerable<Sample> samples) => AdmitAll(samples.Where(IsFinite).DistinctBy(Key));

    /// <summary>The same where a label set may have several samples, as a histogram's has.</summary>
    public ImmutableArray<Sample> AdmitAll(IEnumerable<Sample> samples)
    {
        var bySeries = samples.Where(IsFinite).GroupBy(Key).ToArray();
        lock (_gate)
        {
            var admitted = bySeries.Where(series => _known.Contains(series.Key) || (_known.Count < Limit && _known.Add(series.Key))).ToArray();
            Volatile.Write(ref _dropped, bySeries.Length - admitted.Length);
            return [.. admitted.SelectMany(series => series)];
        }
    }

    private static bool IsFinite(Sample sample) => double.IsFinite(sample.Value);

    private static string Key(Sample sample) => string.Join('\0', sample.Labels);
}
