using System.Collections.Immutable;
using Exporter.Configuration;

namespace Exporter.Web.Page;

/// <summary>Who uses which template, and how long its workspaces take to build.</summary>
internal static class TemplatesSection
{
    private const int MostRows = 30;

    public static Html Of(ImmutableArray<TemplateRow> rows, AreaState activity, AreaState buildTimes, BuildWindow window)
    {
        var (users, builds) = (activity.Missing is null, buildTimes.Missing is null);
        return $"""
            <section aria-labelledby="templates">
            <h2 id="templates">Templates</h2>
            {Missing("Users", activity)}{Missing("Owners and build times", buildTimes)}
            {(users || builds ? Body(rows, users, builds, window) : Html.None)}
            </section>
            """;
    }

    private static Html Missing(string what, AreaState area) =>
        area.Missing is { } reason ? Html.Of($"""<p class="missing">{what}: {reason}</p>""") : Html.None;

    private static Html Body(ImmutableArray<TemplateRow> rows, bool users, bool builds, BuildWindow window)
    {
        if (rows.IsEmpty) return $"""<p class="missing">There are no templates.</p>""";
        return $"""
            {TemplateTable.Of([.. rows.Take(MostRows)], users, builds)}
            {(rows.Length > MostRows ? Rest(rows.Length - MostRows) : Html.None)}
            {(builds ? Legend(window) : Html.None)}
            """;
    }

    private static Html Rest(int count) => $"""<p class="rest">… and {Words.Count(count, "more template", "more templates")}.</p>""";

    private static Html Legend(BuildWindow window) => $"""
        <p class="note">Build times are those of successful builds in the last {window.Words}: the median, then the 95th percentile,
        then how many builds that rests on. The bars of a column share a scale.</p>
        <ul class="legend">{LegendEntry.Area("bar", "median")}{LegendEntry.Area("tail", "95th percentile")}</ul>
        """;
}
