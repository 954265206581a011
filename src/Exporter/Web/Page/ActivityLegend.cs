using System.Collections.Immutable;
using Exporter.Activity;

namespace Exporter.Web.Page;

/// <summary>What the marks of the chart mean; only those that are on it.</summary>
internal static class ActivityLegend
{
    public static Html Of(ImmutableArray<ActivityTrendDay> days) => $"""
        <ul class="legend">
        {LegendEntry.Area("bar", "a day")}{LegendEntry.Area("bar today", "today, so far")}
        {LegendEntry.Line("week", "7 days up to it (WAU)")}{LegendEntry.Line("month", "30 days up to it (MAU)")}
        {LegendEntry.Area("weekend", "Saturday, Sunday")}
        {(days.Any(day => day.Daily is null) ? LegendEntry.Area("unknown", "not loaded") : Html.None)}
        </ul>
        """;
}
