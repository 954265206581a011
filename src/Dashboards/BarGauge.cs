using System.Collections.Immutable;

namespace Dashboards;

/// <summary>One bar for each series, as of now, with its number.</summary>
internal static class BarGauge
{
    public static Panel Of(string title, string description, params ImmutableArray<Query> queries) => new(title, description, queries)
    {
        Type = "bargauge",
        Instant = true,
        Width = 8,
        Height = 9,
        Min = 0,
        Options = new
        {
            reduceOptions = new { calcs = new[] { "lastNotNull" }, fields = "", values = false },
            orientation = "horizontal",
            displayMode = "basic",
            valueMode = "color",
            namePlacement = "left",
            showUnfilled = true,
            sizing = "auto",
            minVizWidth = 8,
            minVizHeight = 16,
            maxVizHeight = 36,
            legend = new { showLegend = false, displayMode = "list", placement = "bottom", calcs = Array.Empty<string>() },
        },
    };
}
