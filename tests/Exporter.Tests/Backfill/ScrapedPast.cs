using System.Globalization;
using Exporter.Activity;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Metrics;

namespace Exporter.Tests.Backfill;

/// <summary>What scrapes showed of active users, each at its time: what an export of the same time has to be.</summary>
internal sealed class ScrapedPast
{
    private static readonly string[] Names =
        [.. ActivityMetrics.ActiveUsers.SelectMany(metric => new[] { metric.Deployment.Name, metric.PerTemplate.Name })];

    private readonly Dictionary<(string Series, long At), double> _values = [];

    public async Task ScrapeAsync(TestExporter exporter)
    {
        await exporter.RefreshAsync<ActivitySnapshot>();
        var page = new Page(await exporter.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
        var at = exporter.Time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var series in Names.SelectMany(page.Of)) _values.Add((Sorted(series), at), page[series]!.Value);
    }

    /// <summary>Every sample of <paramref name="openMetrics"/> is what was scraped, and answers how many there are.</summary>
    public int ShouldHave(string openMetrics)
    {
        var samples = openMetrics.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ToList();
        foreach (var sample in samples)
        {
            if (sample[(sample.LastIndexOf('}') + 2)..].Split(' ') is not [var value, var at]) throw new FormatException(sample);
            var series = Sorted(sample[..(sample.LastIndexOf('}') + 1)]);
            _values.Remove((series, long.Parse(at, CultureInfo.InvariantCulture)), out var scraped).ShouldBeTrue(sample);
            double.Parse(value, CultureInfo.InvariantCulture).ShouldBe(scraped, sample);
        }
        return samples.Count;
    }

    /// <summary>The order of labels means nothing.</summary>
    private static string Sorted(string series)
    {
        var start = series.IndexOf('{', StringComparison.Ordinal) + 1;
        return $"{series[..start]}{string.Join(',', series[start..^1].Split(',').Order(StringComparer.Ordinal))}}}";
    }
}
