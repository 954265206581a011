namespace Exporter.Configuration;

/// <summary>What <c>/metrics</c> may hold.</summary>
/// <param name="MaxSeries">Most label sets of one metric; what is over is dropped and counted.</param>
internal sealed record MetricsOptions(int MaxSeries)
{
    public const string Section = "Metrics";

    public static MetricsOptions Read(ConfigurationReader reader)
    {
        var section = reader.Section(Section);
        var maxSeries = section.Number("MaxSeries", 2000, 100, 100_000,
            "Most series of one metric. What is over the limit is left out and counted in coder_exporter_dropped_series.");
        section.Finish();
        return new MetricsOptions(maxSeries);
    }
}
