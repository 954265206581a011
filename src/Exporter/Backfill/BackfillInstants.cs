using Exporter.Activity;
using NodaTime;

namespace Exporter.Backfill;

/// <summary>
/// When a past day is looked at: at its beginning, where what is about complete days changes; at its last second, where the day's total stands; and
/// at round times in between, which is where Prometheus looks when it draws a graph.
/// </summary>
internal static class BackfillInstants
{
    public static readonly Duration Second = Duration.FromSeconds(1);

    /// <summary>The instants of <paramref name="day"/>, in order. The last of all is <paramref name="end"/> itself.</summary>
    public static IEnumerable<Instant> Of(QuarterRange day, Duration every, Instant end)
    {
        if (day.IsEmpty || day.From > end) yield break;
        var last = Instant.Min(day.To - Second, end);
        yield return day.From;
        for (var at = NextMultiple(day.From, every); at < last; at += every) yield return at;
        if (last > day.From) yield return last;
    }

    private static Instant NextMultiple(Instant after, Duration every)
    {
        var seconds = (long)every.TotalSeconds;
        return Instant.FromUnixTimeSeconds((after.ToUnixTimeSeconds() / seconds + 1) * seconds);
    }
}
