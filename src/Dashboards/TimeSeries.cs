using System.Collections.Immutable;

namespace Dashboards;

/// <summary>Lines over time, with a table of their values below.</summary>
internal static class TimeSeries
{
    public static Panel Of(string title, string description, params ImmutableArray<Query> queries) => new(title, description, queries)
    {
        Type = "timeseries",
        Width = 12,
        Height = 9,
        Min = 0,
        Color = new { mode = "palette-classic-by-name" },
        Custom = Style(),
        Options = new
        {
            legend = new { showLegend = true, displayMode = "table", placement = "bottom", calcs = new[] { "lastNotNull", "max" } },
            tooltip = new { mode = "multi", sort = "desc" },
        },
    };

    /// <summary>Areas on top of each other, for what may be added up.</summary>
    public static Panel Stacked(this Panel panel) => panel with { Custom = Style(fill: 40, stacking: "normal") };

    /// <summary>Numbers that hold until the next one comes.</summary>
    public static Panel Steps(this Panel panel, int fill = 10) => panel with { Custom = Style("stepAfter", fill) };

    /// <summary>Draws the thresholds as dashed lines.</summary>
    public static Panel WithLimits(this Panel panel, Thresholds thresholds) =>
        panel with { Thresholds = thresholds, Custom = Style(thresholds: "dashed") };

    private static object Style(string interpolation = "linear", int fill = 10, string stacking = "none", string thresholds = "off") => new
    {
        drawStyle = "line",
        lineInterpolation = interpolation,
        lineWidth = 2,
        fillOpacity = fill,
        gradientMode = "none",
        showPoints = "never",
        pointSize = 5,
        spanNulls = false,
        insertNulls = false,
        axisPlacement = "auto",
        axisLabel = "",
        axisColorMode = "text",
        axisBorderShow = false,
        axisCenteredZero = false,
        barAlignment = 0,
        scaleDistribution = new { type = "linear" },
        stacking = new { mode = stacking, group = "A" },
        thresholdsStyle = new { mode = thresholds },
        hideFrom = new { legend = false, tooltip = false, viz = false },
    };
}
