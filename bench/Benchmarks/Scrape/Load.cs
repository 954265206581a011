namespace Benchmarks.Scrape;

/// <summary>What a stretch of scraping brought.</summary>
/// <param name="Latencies">Of every scrape, shortest first.</param>
/// <param name="Bytes">Of one answer's body, as it travelled.</param>
internal sealed record Load(IReadOnlyList<TimeSpan> Latencies, TimeSpan Took, long Bytes)
{
    public double PerSecond => Latencies.Count / Took.TotalSeconds;

    /// <summary>The latency that this share of the scrapes stayed within.</summary>
    public TimeSpan Within(double share) => Latencies[Math.Min((int)(share * Latencies.Count), Latencies.Count - 1)];
}
