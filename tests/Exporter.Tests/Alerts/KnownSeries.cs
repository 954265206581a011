using Exporter.Metrics;

namespace Exporter.Tests.Alerts;

/// <summary>The series there can be: those of the catalogue with their labels, those that rules record, and Prometheus' own.</summary>
internal sealed class KnownSeries(IEnumerable<string> recorded)
{
    private static readonly string[] OfPrometheus = ["up", "ALERTS", "ALERTS_FOR_STATE"];
    private static readonly string[] OfTargets = ["job", "instance", "pod"];
    private static readonly Dictionary<string, string[]> Labels = Catalogue.All.SelectMany(Series).ToDictionary(series => series.Name, series => series.Labels);
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Golden.RepositoryRoot, "tests/Exporter.Tests/Golden/metrics.txt"));

    private readonly HashSet<string> _others = [.. OfPrometheus, .. recorded];

    /// <summary>What is wrong with a query, one line each: a metric, label or value of a label that there never is.</summary>
    public IEnumerable<string> Problems(string query) => PromQl.Selectors(query).SelectMany(Problems);

    private IEnumerable<string> Problems(Selector selector)
    {
        if (_others.Contains(selector.Metric)) yield break;
        if (!Labels.TryGetValue(selector.Metric, out var labels))
        {
            yield return $"there is no metric {selector.Metric}";
            yield break;
        }
        foreach (var (label, how, value) in selector.Matchers.Where(matcher => !OfTargets.Contains(matcher.Label)))
        {
            if (!labels.Contains(label)) yield return $"{selector.Metric} has no label {label}";
            else if (how == "=" && !Page.Any(line => line.Contains($"{label}=\"{value}\"", StringComparison.Ordinal)))
                yield return $"no {label} is ever {value}";
        }
    }

    private static IEnumerable<(string Name, string[] Labels)> Series(Metric metric) => metric.Kind == MetricKind.Histogram
        ? [(metric.Name + "_bucket", [.. metric.Labels, "le"]), (metric.Name + "_sum", [.. metric.Labels]), (metric.Name + "_count", [.. metric.Labels])]
        : [(metric.Name, [.. metric.Labels])];
}
