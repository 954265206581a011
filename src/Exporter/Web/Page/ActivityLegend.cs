using System.Collections.Immutable;
using Exporter.Activity;

namespace Exporter.Web.Page;

/// <summary>What the marks of the chart mean; only those that are on it.</summary>
internal static class ActivityLegend
{
    public static Html Of(ImmutableArray<ActivityTrendDay> days) => $"""
        <ul class="legend">
        {Entry("bar", "a day")}{Entry("bar today", "today, so far")}{Line("week", "7 days up to it (WAU)")}{Line("month", "30 days up to it (MAU)")}
        {Entry("weekend", "Saturday, Sunday")}{(days.Any(day => day.Daily is null) ? Entry("unknown", "not loaded") : Html.None)}
        </ul>
        """;

    private static Html Entry(string style, string words) =>
        $"""<li><svg class="key" aria-hidden="true"><rect class="{style}" width="100%" height="100%"/></svg>{words}</li>""";

    private static Html Line(string style, string words) =>
        $"""<li><svg class="key lines" aria-hidden="true"><line class="{style}" x2="100%" y1="50%" y2="50%"/></svg>{words}</li>""";
}
