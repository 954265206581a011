using System.Collections.Immutable;
using Exporter.Activity;

namespace Exporter.Web.Page;

/// <summary>The numbers of the chart, newest first.</summary>
internal static class ActivityTable
{
    public static Html Of(ImmutableArray<ActivityTrendDay> days) => $"""
        <details>
        <summary>All numbers as a table</summary>
        <table class="numbers">
        <thead><tr><th scope="col">Day</th><th scope="col">Users</th><th scope="col">7 days</th><th scope="col">30 days</th></tr></thead>
        <tbody>
        {days.Reverse().Select(Row)}</tbody>
        </table>
        </details>
        """;

    private static Html Row(ActivityTrendDay day, int ago) => $"""
        <tr><th scope="row">{Words.WeekDay(day.Date)}{(ago == 0 ? ", so far" : "")}</th>{Cell(day.Daily)}{Cell(day.Weekly)}{Cell(day.Monthly)}</tr>

        """;

    private static Html Cell(int? users) => users is { } known ? Html.Of($"<td>{known:N0}</td>") : Html.Of($"<td>not loaded</td>");
}
