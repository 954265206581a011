using System.Collections.Immutable;
using Exporter.Activity;

namespace Exporter.Web.Page;

/// <summary>The chart in two or three sentences, for whoever does not see it.</summary>
internal static class ActivitySummary
{
    public static string Of(ImmutableArray<ActivityTrendDay> days)
    {
        ActivityTrendDay[] complete = [.. days.SkipLast(1).Where(day => day.Daily is not null)];
        if (complete.Length == 0) return "No complete day is loaded yet.";
        var (least, most) = (complete.MinBy(day => day.Daily)!, complete.MaxBy(day => day.Daily)!);
        if (most.Daily == 0) return $"Nobody was active on the {Words.Count(complete.Length, "complete day", "complete days")} that are loaded.";
        return $"Of {Words.Count(complete.Length, "complete day", "complete days")}, the busiest was {Words.Day(most.Date)} with {Users(most)}, " +
            $"the quietest {Words.Day(least.Date)} with {Users(least)}.";
    }

    private static string Users(ActivityTrendDay day) => Words.Count(day.Daily!.Value, "user", "users");
}
