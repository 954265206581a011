namespace Dashboards;

/// <summary>How a field of a table is shown.</summary>
/// <param name="Field">What Prometheus calls it: a label, or <c>Value #A</c> for the first query's value.</param>
/// <param name="Title">What the reader sees.</param>
internal sealed record Column(string Field, string Title)
{
    public string? Unit { get; init; }

    public int? Width { get; init; }

    public Words Words { get; init; } = Words.None;

    public Thresholds? Thresholds { get; init; }

    /// <summary>A bar behind the number, where rows are to be compared.</summary>
    public bool Bar { get; init; }

    /// <summary>The highest comes first.</summary>
    public bool SortBy { get; init; }

    /// <summary>Only for links to use.</summary>
    public bool Hidden { get; init; }

    public Link? Link { get; init; }

    /// <summary>The column of a query's values, where there are several queries.</summary>
    public static Column Of(int query, string title) => new($"Value #{Query.RefId(query)}", title);

    public Override ToJson() => Override.OfField(Title, Properties());

    private IEnumerable<(string Id, object Value)> Properties()
    {
        if (Unit is not null) yield return ("unit", Unit);
        if (Width is { } width) yield return ("custom.width", width);
        if (Words != Words.None) yield return ("mappings", Words.Mappings);
        if (Thresholds is not null) yield return ("thresholds", Thresholds.ToJson());
        if (Bar) yield return ("custom.cellOptions", new { type = "gauge", mode = "basic", valueDisplayMode = "text" });
        else if (Words != Words.None || Thresholds is not null) yield return ("custom.cellOptions", new { type = "color-text" });
        if (Hidden) yield return ("custom.hideFrom", new { legend = true, tooltip = true, viz = true });
        if (Link is not null) yield return ("links", new[] { Link.ToJson() });
    }
}
