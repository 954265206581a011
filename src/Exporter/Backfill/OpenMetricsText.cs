using System.Text;
using Exporter.Metrics;

namespace Exporter.Backfill;

/// <summary>
/// Writes OpenMetrics with a timestamp on each sample: the samples of a family together, those of a series in order of time. Holds a few
/// kilobytes and no more.
/// </summary>
internal sealed class OpenMetricsText(TextWriter output)
{
    private const int Chunk = 64 * 1024;

    private readonly StringBuilder _text = new(Chunk + 1024);
    private string _series = "";

    /// <summary>Series written so far.</summary>
    public int Series { get; private set; }

    /// <summary>Samples written so far.</summary>
    public long Samples { get; private set; }

    public void BeginFamily(Metric metric)
    {
        _text.Append("# TYPE ").Append(metric.Name).Append(" gauge\n");
        _text.Append("# HELP ").Append(metric.Name).Append(' ').Append(Escaped(metric.Help)).Append('\n');
    }

    public void BeginSeries(Metric metric, IEnumerable<(string Name, string Value)> labels)
    {
        _series = $"{metric.Name}{{{string.Join(',', labels.Select(label => $"{label.Name}=\"{Escaped(label.Value)}\""))}}} ";
        Series++;
    }

    public void Sample(int value, long unixSeconds)
    {
        _text.Append(_series).Append(value).Append(' ').Append(unixSeconds).Append('\n');
        Samples++;
        if (_text.Length >= Chunk) Flush();
    }

    public void End()
    {
        _text.Append("# EOF\n");
        Flush();
        output.Flush();
    }

    private void Flush()
    {
        output.Write(_text);
        _text.Clear();
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);
}
