using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Exporter.Metrics;

/// <summary>Turns the catalogue's rows into OpenTelemetry instruments that read the current snapshot.</summary>
internal sealed partial class Instruments(ILogger<Instruments> logger) : IDisposable
{
    public const string MeterName = "coder-exporter";

    private readonly Meter _meter = new(MeterName);
    private readonly OrderedDictionary<Instrument, SeriesBudget> _budgets = [];
    private readonly List<Func<object?>> _shown = [];
    private long _recorded;

    /// <summary>What each metric may show; complete once every group is added.</summary>
    public IReadOnlyCollection<SeriesBudget> Budgets => _budgets.Values;

    /// <summary>What <paramref name="instrument"/> may show; null for one that is not ours.</summary>
    public SeriesBudget? BudgetOf(Instrument instrument) => _budgets.GetValueOrDefault(instrument);

    /// <summary>All that the instruments show now: while it is equal, so is every series.</summary>
    public ImmutableArray<object?> Shown() => [.. _shown.Select(shown => shown()), Interlocked.Read(ref _recorded)];

    public void Add<T>(MetricSource<T> source, int maxSeries) where T : class
    {
        _shown.Add(source.Immutable ? source.Current : () => Samples(source));
        foreach (var metric in source.Group.Rows)
        {
            var budget = new SeriesBudget(metric, maxSeries);
            _budgets.Add(Create(source, metric, budget), budget);
        }
    }

    public void Dispose() => _meter.Dispose();

    private Instrument Create<T>(MetricSource<T> source, Metric<T> metric, SeriesBudget budget) where T : class => metric.Kind switch
    {
        MetricKind.Histogram => Recorder(source, metric, budget),
        MetricKind.Counter => _meter.CreateObservableCounter(metric.Name, Observer(source, metric, budget), metric.Unit, metric.Help),
        _ => _meter.CreateObservableGauge(metric.Name, Observer(source, metric, budget), metric.Unit, metric.Help),
    };

    private Histogram<double> Recorder<T>(MetricSource<T> source, Metric<T> metric, SeriesBudget budget) where T : class
    {
        var subscribe = source.Subscribe ?? throw new ArgumentException($"{metric.Name} has no source that tells of every snapshot.", nameof(source));
        var histogram = _meter.CreateHistogram<double>(metric.Name, metric.Unit, metric.Help, tags: null, new() { HistogramBucketBoundaries = metric.Buckets });
        subscribe(snapshot =>
        {
            try
            {
                foreach (var sample in budget.AdmitAll(metric.Read(snapshot)))
                    histogram.Record(sample.Value, Tags(metric, sample));
            }
            catch (Exception e)
            {
                LogBroken(e, metric.Name); // a mistake here must not fail the area's refresh
            }
            Interlocked.Increment(ref _recorded);
        });
        return histogram;
    }

    private Func<IEnumerable<Measurement<double>>> Observer<T>(MetricSource<T> source, Metric<T> metric, SeriesBudget budget) where T : class
    {
        Made<T>? last = null; // one reference, as the pages and the push read at the same time
        return () =>
        {
            if (source.Current() is not { } snapshot)
            {
                budget.Admit([]); // nothing to show, so nothing dropped
                return [];
            }
            if (source.Immutable && last is { } made && ReferenceEquals(made.Of, snapshot)) return made.Measurements;
            try
            {
                Measurement<double>[] measurements = [.. budget.Admit(metric.Read(snapshot)).Select(sample => new Measurement<double>(sample.Value, Tags(metric, sample)))];
                last = new(snapshot, measurements);
                return measurements;
            }
            catch (Exception e)
            {
                LogBroken(e, metric.Name); // the SDK would swallow it: the family would be gone without a word
                return [];
            }
        };
    }

    private sealed record Made<T>(T Of, Measurement<double>[] Measurements);

    private static object? Samples<T>(MetricSource<T> source) where T : class
    {
        try
        {
            return source.Current() is { } state
                ? string.Join('\n', source.Group.Rows
                    .SelectMany(metric => metric.Read(state))
                    .Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Value:R} {string.Join('\0', sample.Labels)}")))
                : null;
        }
        catch (Exception)
        {
            return new object(); // equal to nothing, so the page is made, and the log says what is broken
        }
    }

    private static KeyValuePair<string, object?>[] Tags(Metric metric, Sample sample) => sample.Labels.Length == metric.Labels.Length
        ? [.. metric.Labels.Zip(sample.Labels, (name, value) => KeyValuePair.Create(name, (object?)value))]
        : throw new InvalidOperationException($"{metric.Name} has {metric.Labels.Length} labels, but a sample brings {sample.Labels.Length}.");

    [LoggerMessage(LogLevel.Error, "The samples of {Metric} cannot be made; it is missing from the page. This is a bug.")]
    private partial void LogBroken(Exception e, string metric);
}
