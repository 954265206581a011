namespace Exporter.Deployment;

internal static class Percentiles
{
    /// <summary>PostgreSQL's <c>percentile_cont</c>, to the last digit: interpolates between the two neighbours. Null without values.</summary>
    /// <param name="sorted">Ascending.</param>
    /// <param name="fraction">0 to 1.</param>
    public static double? Continuous(IReadOnlyList<double> sorted, double fraction)
    {
        if (sorted.Count == 0) return null;
        var position = fraction * (sorted.Count - 1);
        var (low, high) = ((int)Math.Floor(position), (int)Math.Ceiling(position));
        return low == high ? sorted[low] : sorted[low] + (position - low) * (sorted[high] - sorted[low]);
    }
}
