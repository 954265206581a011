using NodaTime;

namespace Exporter.Activity;

/// <summary>
/// Local days as ranges of quarter-hours: 92 of them when the clock goes forward by an hour, 100 when it goes back, none for a day that is
/// skipped, as 2011-12-30 was in Samoa when the date line moved.
/// </summary>
internal static class LocalDays
{
    public static LocalDate Today(Timezone timezone, Instant now) => now.InZone(timezone.Zone).Date;

    /// <summary>Local day <paramref name="date"/>.</summary>
    public static QuarterRange Day(Timezone timezone, LocalDate date) => Days(timezone, date, 1);

    /// <summary>The <paramref name="count"/> local days that end with <paramref name="last"/>.</summary>
    public static QuarterRange Days(Timezone timezone, LocalDate last, int count) =>
        new(Midnight(timezone, last.PlusDays(1 - count)), Midnight(timezone, last.PlusDays(1)));

    private static long Midnight(Timezone timezone, LocalDate date)
    {
        // Where the clock jumps over midnight, the day begins when it has jumped. AtStartOfDay would throw for a day that is skipped.
        var midnight = timezone.Zone.MapLocal(date.AtMidnight());
        return QuarterRange.QuarterOf(midnight.Count == 0 ? midnight.LateInterval.Start : midnight.First().ToInstant());
    }
}
