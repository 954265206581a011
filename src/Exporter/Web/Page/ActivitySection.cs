using System.Collections.Immutable;
using Exporter.Activity;

namespace Exporter.Web.Page;

/// <summary>Who uses the deployment.</summary>
internal static class ActivitySection
{
    public static Html Of(
        AreaState area, ActivitySnapshot? activity, Figures figures, PageRequest request, ImmutableArray<Timezone> configured, DateTimeOffset now) =>
        $"""
        <section aria-labelledby="activity">
        <div class="title"><h2 id="activity">Active users</h2>{TimezoneForm.Of(request, configured)}</div>
        {(activity is null ? Html.Of($"""<p class="missing">{area.Missing}</p>""") : Body(activity, figures.Days, request.Timezone, now))}
        </section>
        """;

    private static Html Body(ActivitySnapshot activity, ImmutableArray<ActivityTrendDay> days, Timezone timezone, DateTimeOffset now) => $"""
        {ActivityFigures.Of(days)}
        {ActivityChart.Of(days, timezone)}
        <p class="note">{Rule(activity.Source)} {Newest(activity, now)} {Resolution(activity.Source, days, timezone)}</p>
        """;

    private static string Rule(ActivitySource source) => source == ActivitySource.UsageRollup
        ? "A user is active when they have a session or use an app (usage_rollup)."
        : "A user is active when an agent of one of their workspaces reports a connection (agent_stats).";

    private static string Newest(ActivitySnapshot activity, DateTimeOffset now) => activity.History.Newest is { } newest
        ? $"The newest activity was {Words.Age(now - newest.ToDateTimeOffset())} ago."
        : "No activity at all is known.";

    /// <summary>A day that begins within what activity is counted in gets what begins in it.</summary>
    private static string Resolution(ActivitySource source, ImmutableArray<ActivityTrendDay> days, Timezone timezone)
    {
        var minutes = (int)source.Resolution.TotalMinutes;
        return days.All(day => LocalDays.Day(timezone, day.Date).Start * 15 % minutes == 0)
            ? ""
            : $"Coder counts in steps of {minutes} minutes, and days of this time zone begin within one: it counts for the day in which it begins.";
    }
}
