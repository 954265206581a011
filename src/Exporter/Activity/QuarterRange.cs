using NodaTime;

namespace Exporter.Activity;

/// <summary>A range of time on the grid of quarter-hours since 1970-01-01T00:00Z: <see cref="Start"/> inclusive, <see cref="End"/> exclusive.</summary>
internal readonly record struct QuarterRange(long Start, long End)
{
    private const long SecondsPerQuarter = 900;

    public static QuarterRange UtcDay(long day) => new(day * QuarterHours.PerDay, (day + 1) * QuarterHours.PerDay);

    /// <summary>The quarter-hour that <paramref name="instant"/> lies in.</summary>
    public static long QuarterOf(Instant instant) => FloorDiv(instant.ToUnixTimeSeconds(), SecondsPerQuarter);

    /// <summary>The UTC day, counted from 1970-01-01, that <paramref name="quarter"/> lies in.</summary>
    public static long DayOf(long quarter) => FloorDiv(quarter, QuarterHours.PerDay);

    public static Instant InstantOf(long quarter) => Instant.FromUnixTimeSeconds(quarter * SecondsPerQuarter);

    public Instant From => InstantOf(Start);
    public Instant To => InstantOf(End);
    public bool IsEmpty => End <= Start;

    /// <summary>The first and last UTC day that the range touches.</summary>
    public (long First, long Last) Days => (DayOf(Start), DayOf(End - 1));

    /// <summary>What of UTC day <paramref name="day"/> lies in the range.</summary>
    public QuarterHours Within(long day)
    {
        var midnight = day * QuarterHours.PerDay;
        return QuarterHours.Between(
            (int)Math.Clamp(Start - midnight, 0, QuarterHours.PerDay),
            (int)Math.Clamp(End - midnight, 0, QuarterHours.PerDay));
    }

    private static long FloorDiv(long value, long by) => value >= 0 ? value / by : (value - by + 1) / by;
}
