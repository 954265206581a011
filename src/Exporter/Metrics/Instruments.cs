using System.Diagnostics.Metrics;

namespace Exporter.Metrics;

/// <summary>Turns the catalogue's rows into OpenTelemetry instruments that read the current snapshot.</summary>
internal sealed partial class Instruments(ILogger<Instruments> logger) : IDisposable
{
    public const string MeterName = "coder-exporter";

    private readonly Meter _meter = new(MeterName);
    private readonly OrderedDictionary<Instrument, SeriesBudget> _budgets = [];

    /// <summary>What each metric may show; complete once every group is added.</summary>
    public IReadOnlyCollection<SeriesBudget> Budgets => _budgets.Values;

    /// <summary>What <paramref name="instrument"/> may show; null for one that is not ours.</summary>
    public SeriesBudget? BudgetOf(Instrument instrument) => _budgets.GetValueOrDefault(instrument);

    public void Add<T>(MetricSource<T> source, int maxSeries) where T : class
    {
        foreach (var metric in source.Group.Rows)
        {
            var budget = new SeriesBudget(metric, maxSeries);
            var observe = Observer(source, metric, budget);
            Instrument instrument = metric.Kind == MetricKind.Counter
                ? _meter.CreateObservableCounter(metric.Name, observe, metric.Unit, metric.Help)
                : _meter.CreateObservableGauge(metric.Name, observe, metric.Unit, metric.Help);
            _budgets.Add(instrument, budget);
        }
    }

    public void Dispose() => _meter.Dispose();

    private Func<IEnumerable<Measurement<double>>> Observer<T>(MetricSource<T> source, Metric<T> metric, SeriesBudget budget) where T : class
    {
        (T? Of, Measurement<double>[] Measurements) last = (null, []);
        return () =>
        {
            if (source.Current() is not { } snapshot)
            {
                budget.Admit([]); // nothing to show, so nothing dropped
                return [];
            }
            if (source.Immutable && ReferenceEquals(last.Of, snapshot)) return last.Measurements;
            try
            {
                Measurement<double>[] measurements = [.. budget.Admit(metric.Read(snapshot)).Select(sample => Measure(metric, sample))];
                last = (snapshot, measurements);
                return measurements;
            }
            catch (Exception e)
            {
                LogBroken(e, metric.Name); // the SDK would swallow it: the family would be gone without a word
                return [];
            }
        };
    }

    private static Measurement<double> Measure(Metric metric, Sample sample)
    {
        if (sample.Labels.Length != metric.Labels.Length)
            throw new InvalidOperationException($"{metric.Name} has {metric.Labels.Length} labels, but a sample brings {sample.Labels.Length}.");
        return new(sample.Value, metric.Labels.Zip(sample.Labels, (name, value) => KeyValuePair.Create(name, (object?)value)));
    }

    [LoggerMessage(LogLevel.Error, "The samples of {Metric} cannot be made; it is missing from the page. This is a bug.")]
    private partial void LogBroken(Exception e, string metric);
}
