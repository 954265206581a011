namespace Dashboards;

/// <summary>Which state each series was in, and when.</summary>
internal static class StateTimeline
{
    public static Panel Of(string title, string description, string expression, string legend, Words words) =>
        new(title, description, [new(expression, legend)])
        {
            Type = "state-timeline",
            Width = 12,
            Height = 8,
            Words = words,
            Custom = new { fillOpacity = 70, lineWidth = 0, hideFrom = new { legend = false, tooltip = false, viz = false } },
            Options = new
            {
                mergeValues = true,
                showValue = "auto",
                alignValue = "left",
                rowHeight = 0.9,
                legend = new { showLegend = true, displayMode = "list", placement = "bottom", calcs = Array.Empty<string>() },
                tooltip = new { mode = "single", sort = "none" },
            },
        };
}
