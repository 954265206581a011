namespace Dashboards;

/// <summary>Builds as they complete: what the percentiles over the long window show only after days.</summary>
internal static class CompletedBuilds
{
    private const string ByTemplate = AdoptionByTemplate.Names;

    /// <summary>Two exporters count the same builds.</summary>
    private const string StartsOfADay = $"max by ({ByTemplate}, le) (increase({Starts}[1d]))";

    private const string Starts = "coder_template_build_duration_seconds_bucket{template,transition=\"start\"}";

    public static Section Section() => new(
        "Builds as they complete",
        Heatmap.Of("How long starts took",
            "Successful starts of the chosen templates in each hour, by how long they took. The darker, the more; the tooltip has the numbers.",
            $"sum by (le) (max by ({ByTemplate}, le) (increase({Starts}[$__rate_interval])))",
            "s") with
        { Interval = "1h" },
        TimeSeries.Of("Starts of 24 hours",
            "Successful starts of the chosen templates within the 24 hours before each point: half were faster than the median, 95 of 100 " +
            "faster than the 95th percentile. Interpolated within the histogram's buckets (BuildTimes:Buckets).",
            new Query($"histogram_quantile(0.95, sum by (le) ({StartsOfADay}))", "95th percentile"),
            new Query($"histogram_quantile(0.5, sum by (le) ({StartsOfADay}))", "median"),
            new Query(
                $$"""
                sum(max by ({{ByTemplate}}) (increase(coder_template_build_duration_seconds_sum{template,transition="start"}[1d])))
                  / sum(max by ({{ByTemplate}}) (increase(coder_template_build_duration_seconds_count{template,transition="start"}[1d])))
                """, "average")) with
        { Height = 10, Unit = "s", Interval = "15m", Links = [Link.Runbook("CoderBuildTimesUp")] },
        TimeSeries.Of("Starts of 24 hours, 95th percentile by template",
            "Of the starts of each template within the 24 hours before each point, 95 of 100 were faster. Interpolated within the " +
            "histogram's buckets.",
            new Query($"histogram_quantile(0.95, {StartsOfADay})", AdoptionByTemplate.Legend)) with
        { Unit = "s", Interval = "15m" },
        TimeSeries.Of("Builds in the hour", "Successful builds of the chosen templates that completed within the hour before each point.",
            new Query(
                $"sum by (transition) (max by ({ByTemplate}, transition) (increase(coder_template_build_duration_seconds_count{{template}}[1h])))",
                "{{transition}}")) with
        { Interval = "5m" });
}
