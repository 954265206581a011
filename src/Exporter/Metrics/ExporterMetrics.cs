using System.Globalization;
using Exporter.Refresh;

namespace Exporter.Metrics;

/// <summary>The exporter about itself: is it alive, does the database answer, how fresh is each area.</summary>
internal static class ExporterMetrics
{
    private const int MaxAreas = 8;

    public static readonly MetricGroup<ExporterState> Group = new("exporter",
    [
        new("coder_up",
            "Whether the last attempt to use Coder's database succeeded.",
            state => state.Health.Up is { } up ? [new(up ? 1 : 0)] : [])
            { MaxSeries = 1 },
        new("coder_exporter_build_info",
            "Always 1; the labels say which exporter this is.",
            _ => [new(1, BuildInfo.Version, BuildInfo.Revision, BuildInfo.Framework)])
            { Labels = ["version", "revision", "framework"], MaxSeries = 1 },
        new("coder_exporter_schema_info",
            "Always 1; the labels say which generation of Coder's schema was found, by its columns, and the newest migration it says it has.",
            state => state.Database.Schema is { } schema
                ? [new(1, schema.Era, schema.Migration?.ToString(CultureInfo.InvariantCulture) ?? "unknown")]
                : [])
            { Labels = ["era", "migration"], Stability = MetricStability.Experimental }, // eras are named as they are found
        new("coder_exporter_schema_supported",
            "Whether all that the exporter reads is in the database, as last looked at. 0: it is not Coder's, or of a release that the exporter does not know.",
            state => state.Database.Schema is { } schema ? [new(schema.Supported ? 1 : 0)] : [])
            { MaxSeries = 1 },
        PerArea("coder_exporter_refresh_success",
            "Whether the area's last attempt to refresh succeeded.",
            area => area.Last is { } last ? (last.Success ? 1 : 0) : null),
        PerArea("coder_exporter_refresh_last_success_timestamp_seconds",
            "When the area was last refreshed with success.",
            area => area.LastSuccess?.At.ToUnixTimeMilliseconds() / 1000.0),
        PerArea("coder_exporter_refresh_interval_seconds",
            "How often the area is refreshed, as configured.",
            area => area.Interval.TotalSeconds),
        PerArea("coder_exporter_refresh_duration_seconds",
            "How long the area's last attempt to refresh took.",
            area => area.Last?.Duration.TotalSeconds),
        PerArea("coder_exporter_refreshes_total",
            "Attempts to refresh the area.",
            area => area.Attempts, MetricKind.Counter),
        PerArea("coder_exporter_refresh_failures_total",
            "Attempts to refresh the area that failed.",
            area => area.Failures, MetricKind.Counter),
        PerArea("coder_exporter_refresh_rows_total",
            "Rows that the area's refreshes read from the database.",
            area => area.Rows, MetricKind.Counter),
        new("coder_exporter_web_config_reload_success",
            "Whether the web configuration file is in force as it was last written. 0: it cannot be used, and the one before stays. 1 also where there is none.",
            state => [new(state.WebConfig?.IsNewest == false ? 0 : 1)])
            { MaxSeries = 1 },
        new("coder_exporter_dropped_series",
            "Series that are missing because the metric has had more label sets since the start than Metrics:MaxSeries allows.",
            state => state.Instruments.Budgets
                .Where(budget => budget.Metric.MaxSeries is null)
                .Select(budget => new Sample(budget.Dropped, budget.Metric.Name)))
            { Labels = ["metric"], MaxSeries = 200 },
    ]);

    private static Metric<ExporterState> PerArea(
        string name, string help, Func<RefreshStatus, double?> read, MetricKind kind = MetricKind.Gauge) =>
        new(name, help, state => state.Areas
            .Select(area => (area.Area, Value: read(area)))
            .Where(area => area.Value is not null)
            .Select(area => new Sample(area.Value!.Value, area.Area)))
        { Kind = kind, Labels = ["area"], MaxSeries = MaxAreas };
}
