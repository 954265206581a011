using System.Collections.Immutable;
using Exporter.Activity;

namespace Exporter.Web.Page;

/// <summary>The numbers that everybody asks for.</summary>
internal static class ActivityFigures
{
    private static readonly int Week = ActivityWindow.Week.Days;

    public static Html Of(ImmutableArray<ActivityTrendDay> days)
    {
        var (today, yesterday) = (days[^1], days[^2]);
        return $"""
            <dl class="figures">
            {Figure("Today so far", Number(today.Daily), Words.Day(today.Date))}
            {Figure("Yesterday", Number(yesterday.Daily), Words.Day(yesterday.Date))}
            {Figure("Weekly (WAU)", Number(today.Weekly), "today and the 6 days before")}
            {Figure("Monthly (MAU)", Number(today.Monthly), "today and the 29 days before")}
            {Figure("Stickiness", Stickiness(days), "average of the last 7 complete days ÷ MAU")}
            </dl>
            """;
    }

    /// <summary>How much of a month's users an average day of the last week sees: one day, such as a Sunday, would say little. As on the dashboards.</summary>
    private static Html Stickiness(ImmutableArray<ActivityTrendDay> days)
    {
        if (days[^1].Monthly is not { } month) return Unknown;
        if (month == 0) return $"""<dd class="unknown">no users</dd>""";
        return $"<dd>{100.0 * days[^(Week + 1)..^1].Sum(day => day.Daily!.Value) / Week / month:0} %</dd>";
    }

    private static Html Unknown => $"""<dd class="unknown">not loaded yet</dd>""";

    private static Html Number(int? value) => value is { } known ? Html.Of($"<dd>{known:N0}</dd>") : Unknown;

    private static Html Figure(string name, Html value, string meaning) => $"""
        <div><dt>{name}</dt>{value}<dd class="meaning">{meaning}</dd></div>
        """;
}
