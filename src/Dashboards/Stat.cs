namespace Dashboards;

/// <summary>
/// A number large enough for a wall. It is asked for now and not over a range, whose newest point would look like now for as long as nothing
/// newer came.
/// </summary>
internal static class Stat
{
    public static Panel Of(string title, string description, string expression) => new(title, description, [new(expression)])
    {
        Type = "stat",
        Instant = true,
        Width = 3,
        Height = 4,
        Options = Options("auto"),
    };

    /// <summary>The number and what the series is called.</summary>
    public static Panel Named(string title, string description, string expression, string legend) =>
        Of(title, description, expression) with { Queries = [new(expression, legend)], Options = Options("value_and_name") };

    /// <summary>What the series are called: the answer is in their labels.</summary>
    public static Panel Name(string title, string description, string expression, string legend) =>
        Of(title, description, expression) with { Queries = [new(expression, legend)], Options = Options("name") };

    /// <summary>How old the numbers of a dashboard are, in words.</summary>
    public static Panel Freshness(string area) => Of(
        "Data",
        $"Whether what this dashboard shows is as new as it should be: the age of the area {area} against the interval it is refreshed at. " +
        "Late from 3 intervals on, stale from 5. When the database cannot be read, the last numbers stay.",
        $$"""
        min((time() - coder_exporter_refresh_last_success_timestamp_seconds{deployment,area="{{area}}"})
          / coder_exporter_refresh_interval_seconds{deployment,area="{{area}}"})
        """) with
    {
        Words = Words.Freshness,
        Thresholds = Thresholds.HighIsBad(3, 5),
        NoValue = "no exporter",
        Links = [Dashboard.To("coder-exporter", "Exporter"), Link.Runbook("CoderExporterAreaStale")],
    };

    private static object Options(string textMode) => new
    {
        reduceOptions = new { calcs = new[] { "lastNotNull" }, fields = "", values = false },
        orientation = "auto",
        textMode,
        colorMode = "value",
        graphMode = "none",
        justifyMode = "center",
        wideLayout = true,
        showPercentChange = false,
        percentChangeColorMode = "standard",
    };
}
