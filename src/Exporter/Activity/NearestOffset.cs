namespace Exporter.Activity;

/// <summary>Which of the known offsets answers for one that is asked for.</summary>
internal static class NearestOffset
{
    /// <summary>The one that is asked for if it is known, else the nearest; of two as near, the smaller. Null when none is known.</summary>
    public static int? Of(IEnumerable<int> known, int asked)
    {
        int[] ordered = [.. known.OrderBy(offset => Math.Abs((long)offset - asked)).ThenBy(offset => offset)];
        return ordered.Length == 0 ? null : ordered[0];
    }
}
