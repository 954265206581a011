using System.Globalization;
using Exporter.Tests.Otlp.Wire;

namespace Exporter.Tests.Otlp;

/// <summary>A metric of OTLP as the series that Prometheus would have of it, labels in order of their names.</summary>
internal static class OtlpSeries
{
    public static IEnumerable<(string Series, double Value)> Of(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.Points.Select(point => Number(metric.Name, point)),
        Metric.DataOneofCase.Sum => metric.Sum.Points.Select(point => Number(metric.Name, point)),
        Metric.DataOneofCase.Histogram => metric.Histogram.Points.SelectMany(point => Histogram(metric.Name, point)),
        _ => throw new NotSupportedException(metric.Name),
    };

    /// <summary>The same order for a series of a page.</summary>
    public static string Sorted(string series)
    {
        if (!series.Contains('{', StringComparison.Ordinal)) return Name(series, []);
        var start = series.IndexOf('{', StringComparison.Ordinal);
        var labels = series[(start + 1)..^1].Split("\",").Select(label => label.TrimEnd('"').Split("=\"", 2));
        return Name(series[..start], labels.Select(label => (label[0], label[1])));
    }

    private static (string, double) Number(string name, NumberPoint point) => (Name(name, Labels(point.Attributes)), point.ValueCase switch
    {
        NumberPoint.ValueOneofCase.AsDouble => point.AsDouble,
        NumberPoint.ValueOneofCase.AsInt => point.AsInt,
        _ => throw new NotSupportedException($"{name} has no value"),
    });

    private static IEnumerable<(string, double)> Histogram(string name, HistogramPoint point)
    {
        ulong count = 0;
        foreach (var (bucket, bound) in point.BucketCounts.Zip(point.Bounds.Append(double.PositiveInfinity)))
        {
            count += bucket;
            var le = double.IsPositiveInfinity(bound) ? "+Inf" : bound.ToString(CultureInfo.InvariantCulture);
            yield return (Name($"{name}_bucket", Labels(point.Attributes).Append(("le", le))), count);
        }
        yield return (Name($"{name}_count", Labels(point.Attributes)), point.Count);
        yield return (Name($"{name}_sum", Labels(point.Attributes)), point.Sum);
    }

    private static IEnumerable<(string, string)> Labels(IEnumerable<Wire.Attribute> attributes) =>
        attributes.Select(attribute => (attribute.Key, attribute.Value.Text));

    private static string Name(string name, IEnumerable<(string Name, string Value)> labels)
    {
        var inOrder = labels.OrderBy(label => label.Name, StringComparer.Ordinal).Select(label => $"{label.Name}=\"{label.Value}\"");
        return $"{name}{{{string.Join(',', inOrder)}}}";
    }
}
