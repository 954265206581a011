using System.Collections.Immutable;
using Exporter.Activity;
using NodaTime;

namespace Exporter.Web.Page;

/// <summary>
/// Daily active users as bars, with weekly and monthly ones as lines. Plain SVG in percent of its box, so that it fits any screen without script
/// and its text keeps its size; a charting library would be a hundred times as long as this and need script.
/// </summary>
internal static class ActivityChart
{
    private const double BarShare = 0.76;

    public static Html Of(ImmutableArray<ActivityTrendDay> days, Timezone timezone)
    {
        var axis = Axis.For(days.Max(day => Math.Max(day.Daily ?? 0, Math.Max(day.Weekly ?? 0, day.Monthly ?? 0))));
        return $"""
            <figure class="chart" aria-labelledby="chart-title">
            <figcaption id="chart-title">Active users of the last {days.Length} days in {timezone.Label}</figcaption>
            {ActivityLegend.Of(days)}
            <div class="plot">
            <ul class="marks" aria-hidden="true">{axis.Marks.Select(Mark)}</ul>
            <svg class="bars" role="img" aria-labelledby="plot-title plot-text">
            <title id="plot-title">Daily active users as bars, weekly and monthly active users as lines</title>
            <desc id="plot-text">{ActivitySummary.Of(days)} The table below holds every number.</desc>
            <defs>
            <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v6"/></pattern>
            </defs>
            {days.Select((day, i) => Background(day, i, days.Length))}
            {axis.Marks.Select(mark => Grid(axis.FromTop(mark)))}
            {days.Select((day, i) => Day(day, i, days.Length, axis))}
            {Line("month", days, axis, day => day.Monthly)}
            {Line("week", days, axis, day => day.Weekly)}
            </svg>
            <svg class="dates" aria-hidden="true">{days.Select((day, i) => Date(day.Date, i, days.Length))}</svg>
            </div>
            {ActivityTable.Of(days)}
            </figure>
            """;
    }

    private static Html Mark(int value) => $"<li>{value:N0}</li>";

    private static Html Grid(double fromTop) => $"""<line class="grid" x2="100%" y1="{fromTop:0.##}%" y2="{fromTop:0.##}%"/>""";

    private static Html Background(ActivityTrendDay day, int index, int count)
    {
        if (day.Daily is null) return Column("unknown", index, count);
        return day.Date.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday ? Column("weekend", index, count) : Html.None;
    }

    private static Html Column(string style, int index, int count) =>
        $"""<rect class="{style}" x="{100.0 * index / count:0.###}%" width="{100.0 / count:0.###}%" height="100%"/>""";

    /// <summary>The whole column answers to the mouse, however small its bar is.</summary>
    private static Html Day(ActivityTrendDay day, int index, int count, Axis axis)
    {
        if (day.Daily is not { } users) return $"<g><title>{Words.Day(day.Date)}: not loaded</title>{Column("touch", index, count)}</g>\n";
        var (slot, top) = (100.0 / count, axis.FromTop(users));
        var (left, width) = (slot * (index + (1 - BarShare) / 2), slot * BarShare);
        var style = index == count - 1 ? "bar today" : "bar";
        return $"""
            <g><title>{Words.Day(day.Date)}: {Words.Count(users, "user", "users")}</title>{Column("touch", index, count)}
            <rect class="{style}" x="{left:0.###}%" y="{top:0.##}%" width="{width:0.###}%" height="{100 - top:0.##}%"/></g>

            """;
    }

    /// <summary>A line through what is known; what is not lies at its beginning, since history loads newest first.</summary>
    private static Html Line(string style, ImmutableArray<ActivityTrendDay> days, Axis axis, Func<ActivityTrendDay, int?> read)
    {
        var points = days.Select((day, i) => (X: i + 0.5, Y: read(day))).Where(point => point.Y is not null)
            .Select(point => Html.Of($"{point.X} {axis.FromTop(point.Y!.Value):0.##} "));
        return $"""
            <svg class="lines" viewBox="0 0 {days.Length} 100" preserveAspectRatio="none" aria-hidden="true">
            <polyline class="{style}" points="{points}"/></svg>
            """;
    }

    /// <summary>Mondays have their date below them; near an edge it keeps within the box.</summary>
    private static Html Date(LocalDate date, int index, int count)
    {
        if (date.DayOfWeek != IsoDayOfWeek.Monday) return Html.None;
        var style = index < 2 ? "first" : index >= count - 2 ? "last" : "";
        return $"""<text class="{style}" x="{100.0 * (index + 0.5) / count:0.##}%" y="1em">{Words.ShortDay(date)}</text>""";
    }
}
