using System.Collections.Immutable;
using NodaTime;

namespace Exporter.Activity;

/// <summary>The intervals by name, and how they divide a range of days.</summary>
internal static class ActivityIntervals
{
    public static readonly ImmutableSortedDictionary<string, ActivityInterval> ByName = ImmutableSortedDictionary<string, ActivityInterval>.Empty
        .Add("day", ActivityInterval.Day)
        .Add("week", ActivityInterval.Week)
        .Add("month", ActivityInterval.Month)
        .Add("rolling_week", ActivityInterval.RollingWeek)
        .Add("rolling_month", ActivityInterval.RollingMonth);

    /// <summary>The periods that the days <paramref name="from"/> to <paramref name="to"/> touch: the day each is named by, its first and its last.</summary>
    public static IEnumerable<(LocalDate Name, LocalDate First, LocalDate Last)> Periods(ActivityInterval interval, LocalDate from, LocalDate to)
    {
        for (var day = from; day <= to;)
        {
            var (first, last) = interval switch
            {
                ActivityInterval.Week => (Monday(day), Monday(day).PlusDays(6)),
                ActivityInterval.Month => (new(day.Year, day.Month, 1), new LocalDate(day.Year, day.Month, 1).PlusMonths(1).PlusDays(-1)),
                ActivityInterval.RollingWeek => (day.PlusDays(-6), day),
                ActivityInterval.RollingMonth => (day.PlusDays(-29), day),
                _ => (day, day),
            };
            yield return (interval is ActivityInterval.RollingWeek or ActivityInterval.RollingMonth ? day : first, first, last);
            day = last.PlusDays(1);
        }
    }

    public static string Name(this ActivityInterval interval) => ByName.First(pair => pair.Value == interval).Key;

    private static LocalDate Monday(LocalDate day) => day.PlusDays(1 - (int)day.DayOfWeek);
}
