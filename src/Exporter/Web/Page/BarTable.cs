namespace Exporter.Web.Page;

/// <summary>A few counts with a bar each, as long as its share of the largest.</summary>
internal static class BarTable
{
    /// <param name="id">Of its heading.</param>
    /// <param name="of">What the rows are, as the heading of their column.</param>
    public static Html Of(string id, string title, string of, IReadOnlyList<(string Name, long Count, string Style)> rows)
    {
        var most = rows.Max(row => row.Count);
        return $"""
            <div class="card"><h3 id="{id}">{title}</h3>
            <table class="counts" aria-labelledby="{id}">
            <thead class="quiet"><tr><th scope="col">{of}</th><th scope="col">{title}</th><td></td></tr></thead>
            <tbody>
            {rows.Select(row => Row(row.Name, row.Count, row.Style, most))}</tbody>
            </table></div>
            """;
    }

    private static Html Row(string name, long count, string style, long most) => $"""
        <tr><th scope="row">{name}</th><td>{count:N0}</td><td>{Bar.Of((count, most, style))}</td></tr>

        """;
}
