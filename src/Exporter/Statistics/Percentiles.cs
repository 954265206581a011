namespace Exporter.Statistics;

/// <summary>PostgreSQL's percentiles, to the last digit.</summary>
internal static class Percentiles
{
    /// <summary><c>percentile_cont</c>: interpolates between the two neighbours. Null without values.</summary>
    /// <param name="sorted">Ascending.</param>
    /// <param name="fraction">0 to 1.</param>
    public static double? Continuous(IReadOnlyList<double> sorted, double fraction)
    {
        if (sorted.Count == 0) return null;
        var position = fraction * (sorted.Count - 1);
        var (low, high) = ((int)Math.Floor(position), (int)Math.Ceiling(position));
        return low == high ? sorted[low] : sorted[low] + (position - low) * (sorted[high] - sorted[low]);
    }

    /// <summary><c>percentile_disc</c>: the first value that at least that fraction of the values does not exceed.</summary>
    /// <param name="sorted">Ascending; at least one.</param>
    /// <param name="fraction">0 to 1.</param>
    public static double Discrete(IReadOnlyList<double> sorted, double fraction) =>
        sorted[Math.Max(0, (int)Math.Ceiling(fraction * sorted.Count) - 1)];
}
