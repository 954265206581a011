using System.Globalization;
using System.Text.Json;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Metrics;

/// <summary>A metrics page, taken apart line by line.</summary>
internal sealed class Page
{
    public const string OpenMetrics = "application/openmetrics-text; version=1.0.0";

    private const string Parser = """
        import json, sys
        from prometheus_client import openmetrics, parser
        from prometheus_client.openmetrics import parser as strict
        page = sys.stdin.buffer.read().decode("utf-8")
        families = (strict if page.endswith("# EOF\n") else parser).text_string_to_metric_families(page)
        print(json.dumps([[sample.name, sample.labels, sample.value] for family in families for sample in family.samples]))
        """;

    private readonly Dictionary<string, double> _series = [];

    public Page(string text)
    {
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line != "# EOF"))
        {
            if (line.Split(' ', 4) is ["#", var word, var family, var rest])
            {
                var headings = word switch { "HELP" => Help, "TYPE" => Types, "UNIT" => Units, _ => throw new FormatException(line) };
                headings.TryAdd(family, rest).ShouldBeTrue($"twice on the page: {line}");
            }
            else
            {
                var end = line.LastIndexOf(' ');
                var series = line[..end].Replace("{}", "", StringComparison.Ordinal);
                _series.TryAdd(series, double.Parse(line[(end + 1)..], CultureInfo.InvariantCulture)).ShouldBeTrue($"twice on the page: {series}");
            }
        }
    }

    public Dictionary<string, string> Help { get; } = [];

    public Dictionary<string, string> Types { get; } = [];

    public Dictionary<string, string> Units { get; } = [];

    /// <summary>Every series as it is written, but for the braces of one without labels.</summary>
    public IReadOnlyCollection<string> Series => _series.Keys;

    /// <summary>The value of a series; null when it is not on the page.</summary>
    public double? this[string series] => _series.TryGetValue(series, out var value) ? value : null;

    /// <summary>The series of one metric.</summary>
    public IEnumerable<string> Of(string metric) => Series.Where(series => series == metric || series.StartsWith(metric + "{", StringComparison.Ordinal));

    /// <summary>The samples that Prometheus' own client library finds in <paramref name="text"/>, by its strict parser if it is OpenMetrics.</summary>
    public static async Task<(string Name, Dictionary<string, string> Labels, double Value)[]> ParseAsync(string text)
    {
        var (exitCode, output) = await Tool.PrometheusClient.RunAsync(text, "-c", Parser);
        exitCode.ShouldBe(0, output);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()
            .Select(sample => (sample[0].GetString()!, sample[1].Deserialize<Dictionary<string, string>>()!, sample[2].GetDouble()))];
    }
}
