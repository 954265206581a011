namespace Dashboards;

/// <summary>Active users of each local day over time, from one series about today and one about the day before.</summary>
internal static class DailyUsers
{
    /// <summary>
    /// On every point of a day the count of the whole day, which the series about yesterday tells a day later, so that days begin at midnight of
    /// the chosen time zone, wherever the reader is. It looks a day back where a point a day was imported. The last 24 hours, whose count is
    /// not known yet, show the users so far.
    /// </summary>
    public static string EachDay(string by, string today, string yesterday) =>
        $"""
        max by ({by}) (last_over_time({yesterday}[15m] offset -1d))
        or (max by ({by}) (last_over_time({yesterday}[1d] offset -1d)) unless max by ({by}) ({today}))
        or max by ({by}) ({today})
        """;

    public const string EachDayExplained =
        "Each step is a day of the chosen time zone and as high as the day's users are many; the last 24 hours show the users so far that day.";

    public const string DoNotAdd = " Do not add up: one person may use several templates, and every time zone shows the same people.";
}
