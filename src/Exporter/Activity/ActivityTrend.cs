using System.Collections.Immutable;

namespace Exporter.Activity;

/// <summary>
/// Daily, weekly and monthly active users of many days in a row. Each day is looked at once; weeks and months are unions of days, so the trend of
/// two months costs little more than one month's users.
/// </summary>
internal static class ActivityTrend
{
    private static readonly int Week = ActivityWindow.Week.Days, Month = ActivityWindow.Month.Days;

    /// <summary>The <paramref name="count"/> local days up to that of the snapshot, oldest first.</summary>
    public static ImmutableArray<ActivityTrendDay> Of(ActivitySnapshot activity, Timezone timezone, int count)
    {
        var first = LocalDays.Today(timezone, activity.At).PlusDays(2 - count - Month);
        UserSet?[] days = [.. Enumerable.Range(0, count + Month - 1)
            .Select(i => LocalDays.Day(timezone, first.PlusDays(i)))
            .Select(range => range.Start >= activity.LoadedFrom ? activity.History.Users(range) : null)];
        return [.. Enumerable.Range(Month - 1, count)
            .Select(last => new ActivityTrendDay(first.PlusDays(last), days[last]?.Count, Distinct(days, last, Week), Distinct(days, last, Month)))];
    }

    /// <summary>Distinct users of the <paramref name="length"/> days up to <paramref name="last"/>. Whether the first is loaded tells of all.</summary>
    private static int? Distinct(UserSet?[] days, int last, int length)
    {
        var first = last - length + 1;
        if (days[first]?.Copy() is not { } users) return null;
        foreach (var day in days.AsSpan(first + 1, length - 1)) users.Add(day!);
        return users.Count;
    }
}
