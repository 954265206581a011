using System.Collections.Immutable;
using Exporter.BuildTimes;

namespace Exporter.Web.Page;

/// <summary>One row a template, on a phone a card whose cells carry their headings. Columns of an area without numbers are left out.</summary>
internal static class TemplateTable
{
    public static Html Of(ImmutableArray<TemplateRow> rows, bool users, bool builds)
    {
        var (start, stop, delete) = (Longest(rows, row => row.Start), Longest(rows, row => row.Stop), Longest(rows, row => row.Delete));
        return $"""
            <table class="templates">
            <thead>
            <tr><td></td>{Group(users, 4, "Users")}{Group(builds, 1, "")}{Group(builds, 3, "Build time")}</tr>
            <tr><th scope="col">Template</th>{(users ? UserHeadings : Html.None)}{(builds ? BuildHeadings : Html.None)}</tr>
            </thead>
            <tbody>
            {rows.Select(Row)}</tbody>
            </table>
            """;

        Html Row(TemplateRow row) => $"""
            <tr>{TemplateName.Of(row.Template)}{(users ? Users(row) : Html.None)}{(builds ? Builds(row) : Html.None)}</tr>

            """;

        Html Builds(TemplateRow row) => $"""
            <td class="number" data-heading="Owners">{row.Owners ?? 0:N0}</td>
            {Build("Start", row.Start, start)}{Build("Stop", row.Stop, stop)}{Build("Delete", row.Delete, delete)}
            """;
    }

    private static Html UserHeadings => $"""
        <th scope="col" class="number">today</th><th scope="col" class="number">7 days</th>
        <th scope="col" class="number">30 days</th><th scope="col" class="number">ever</th>
        """;

    private static Html BuildHeadings => $"""
        <th scope="col" class="number">Owners</th><th scope="col">start</th><th scope="col">stop</th><th scope="col">delete</th>
        """;

    private static Html Group(bool shown, int columns, string heading)
    {
        if (!shown) return Html.None;
        if (heading.Length == 0) return $"<td></td>";
        return $"""<th scope="colgroup" colspan="{columns}">{heading}</th>""";
    }

    private static Html Users(TemplateRow row) => $"""
        {Number("Today", row.Users?.Today)}{Number("7 days", row.Users?.Week)}
        {Number("30 days", row.Users?.Month)}{Number("Ever", row.Ever)}
        """;

    private static Html Number(string heading, int? value)
    {
        if (value is { } known) return $"""<td class="number" data-heading="{heading}">{known:N0}</td>""";
        return $"""<td class="number unknown" data-heading="{heading}">not loaded</td>""";
    }

    private static Html Build(string heading, BuildTime? build, double longest)
    {
        if (build is null) return $"""<td class="build unknown" data-heading="{heading}">no builds</td>""";
        var bar = Bar.Of((build.P95, longest, "tail"), (build.P50, longest, "bar"));
        return $"""
            <td class="build" data-heading="{heading}">{Words.Seconds(build.P50)} / {Words.Seconds(build.P95)}
            <small>×{build.Samples:N0}</small>{bar}</td>
            """;
    }

    private static double Longest(ImmutableArray<TemplateRow> rows, Func<TemplateRow, BuildTime?> read) => rows.Max(row => read(row)?.P95) ?? 0;
}
