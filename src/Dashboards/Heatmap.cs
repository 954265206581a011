namespace Dashboards;

/// <summary>How many fell into each bucket of a histogram, over time.</summary>
internal static class Heatmap
{
    public static Panel Of(string title, string description, string expression, string unit) => new(title, description, [new(expression, "{{le}}")])
    {
        Type = "heatmap",
        Format = "heatmap",
        Width = 12,
        Height = 10,
        Unit = unit,
        Custom = new { scaleDistribution = new { type = "linear" }, hideFrom = new { legend = false, tooltip = false, viz = false } },
        Options = new
        {
            calculate = false,
            cellGap = 1,
            color = new { mode = "scheme", scheme = "Blues", fill = "dark-blue", scale = "exponential", exponent = 0.5, steps = 64, reverse = false },
            exemplars = new { color = "rgba(255,0,255,0.7)" },
            filterValues = new { le = 0.5 }, // what is less than one is none
            legend = new { show = true },
            rowsFrame = new { layout = "auto" },
            showValue = "never",
            tooltip = new { mode = "single", yHistogram = true, showColorScale = true },
            yAxis = new { axisPlacement = "left", reverse = false, unit },
        },
    };
}
