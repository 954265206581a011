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
    private readonly HashSet<string> _missing = []; // series of a histogram that were ever left out
    private int _dropped;

    public Metric Metric => metric;

    public int Limit { get; } = metric.MaxSeries ?? limit;

    /// <summary>Series that are missing: of a histogram all that were ever left out, else those that the last look at the metric had to leave out.</summary>
    public int Dropped => Volatile.Read(ref _dropped);

    /// <summary>The samples that may be shown: finite, no label set twice (the first counts), within the budget.</summary>
    public ImmutableArray<Sample> Admit(IEnumerable<Sample> samples) =>
        Admit(samples.Where(IsFinite).DistinctBy(Key), leftOut => leftOut.Count());

    /// <summary>
    /// The same for a histogram: a label set may have several samples, and a series that was left out once stays missing, though its samples are not
    /// brought again.
    /// </summary>
    public ImmutableArray<Sample> AdmitAll(IEnumerable<Sample> samples) => Admit(samples.Where(IsFinite), leftOut =>
    {
        _missing.UnionWith(leftOut);
        return _missing.Count;
    });

    private ImmutableArray<Sample> Admit(IEnumerable<Sample> samples, Func<IEnumerable<string>, int> dropped)
    {
        lock (_gate)
        {
            var admitted = samples.ToLookup(Key).ToLookup(series => _known.Contains(series.Key) || (_known.Count < Limit && _known.Add(series.Key)));
            Volatile.Write(ref _dropped, dropped(admitted[false].Select(series => series.Key)));
            return [.. admitted[true].SelectMany(series => series)];
        }
    }

    private static bool IsFinite(Sample sample) => double.IsFinite(sample.Value);

    private static string Key(Sample sample) => string.Join('\0', sample.Labels);
}
