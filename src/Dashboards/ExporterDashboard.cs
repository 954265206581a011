namespace Dashboards;

/// <summary>How well does the exporter know what it says?</summary>
internal static class ExporterDashboard
{
    private const string Age =
        """
        (time() - max by (area) (coder_exporter_refresh_last_success_timestamp_seconds{exporter}))
          / max by (area) (coder_exporter_refresh_interval_seconds{exporter})
        """;

    public static readonly Dashboard Dashboard = new(
        "coder-exporter",
        "Coder / Exporter",
        "How well the exporter knows what it says: how fresh each area is, what fails, what it costs the database, and how the process is.",
        "now-6h",
        [Variables.Job, Variables.Instance, Variables.ProcessJob],
        [AtAGlance(), Areas(), Cost(), Series(), ExporterIdentity.Section(), ExporterProcess.Section()]);

    private static Section AtAGlance() => new(
        "",
        Stat.Of("Coder's database", "Whether the last attempt to use it succeeded; of several exporters, the worst tells.",
            "min(coder_up{exporter})") with
        {
            Words = Words.Of((1, "up", Colors.Good), (0, "down", Colors.Bad)),
            NoValue = "no exporter",
            Links = [Link.Runbook("CoderDatabaseUnreachable")],
        },
        Stat.Of("Exporters", "Exporters that Prometheus can scrape.", "sum(up{exporter})") with
        {
            Words = Words.Of((0, "none", Colors.Bad)),
            NoValue = "none known",
            Links = [Link.Runbook("CoderExporterDown")],
        },
        Stat.Of("Areas that fail", "Areas whose last attempt to refresh failed.",
            "count(min by (area) (coder_exporter_refresh_success{exporter}) == 0) or vector(0)") with
        {
            Words = Words.NoneForZero,
            Thresholds = Thresholds.HighIsBad(1, 2),
            Links = [Link.Runbook("CoderExporterRefreshFailing")],
        },
        Stat.Of("Oldest data", "The area whose age is the largest multiple of its interval: late from 3 on, stale from 5.", $"max({Age})") with
        {
            Words = Words.Freshness,
            Thresholds = Thresholds.HighIsBad(3, 5),
            NoValue = "no exporter",
            Links = [Link.Runbook("CoderExporterAreaStale")],
        },
        Stat.Of("Failures in 1 h", "Attempts to refresh that failed within the last hour.",
            "sum(max by (area) (increase(coder_exporter_refresh_failures_total{exporter}[1h])))") with
        {
            Decimals = 0,
            Words = Words.NoneForZero,
            Thresholds = Thresholds.HighIsBad(0.5, 10),
            Links = [Link.Runbook("CoderExporterRefreshFailing")],
        },
        Stat.Of("History", "Whether all history within Activity:Horizon is loaded; until then some numbers are absent.",
            "min(coder_activity_history_complete{exporter})") with
        {
            Words = Words.Of((1, "complete", Colors.Good), (0, "loading", Colors.Warning)),
            Links = [Link.Runbook("CoderExporterHistoryNotLoading")],
        },
        Stat.Of("Schema", "Whether all that the exporter reads is in Coder's database. If not, what needs it is no longer refreshed.",
            "min(coder_exporter_schema_supported{exporter})") with
        {
            Words = Words.Of((1, "recognised", Colors.Good), (0, "not recognised", Colors.Bad)),
            NoValue = "not seen yet",
            Links = [Link.Document("Schema eras", "schema-eras.md"), Link.Runbook("CoderSchemaNotRecognised")],
        },
        Stat.Of("Series left out", "Series over the limit of one metric (Metrics:MaxSeries), which nobody sees.",
            "sum(max by (metric) (coder_exporter_dropped_series{exporter}))") with
        {
            Words = Words.NoneForZero,
            Thresholds = Thresholds.HighIsBad(1, 1),
            Links = [Link.Runbook("CoderExporterSeriesDropped")],
        });

    private static Section Areas() => new(
        "Freshness",
        Table.Of("Areas",
            "What the exporter knows, area by area. The age is told in intervals: late from 3 on, stale from 5. Of several exporters, " +
            "the freshest counts.",
            [
                new(Age),
                new("max by (area) (coder_exporter_refresh_last_success_timestamp_seconds{exporter}) * 1000"),
                new("max by (area) (coder_exporter_refresh_interval_seconds{exporter})"),
                new("min by (area) (coder_exporter_refresh_success{exporter})"),
                new("max by (area) (coder_exporter_refresh_duration_seconds{exporter})"),
                new("max by (area) (increase(coder_exporter_refreshes_total{exporter}[1h]))"),
                new("max by (area) (increase(coder_exporter_refresh_failures_total{exporter}[1h]))"),
                new("max by (area) (increase(coder_exporter_refresh_rows_total{exporter}[1h]))"),
            ],
            [
                new("area", "Area"),
                Column.Of(0, "Data") with { Words = Words.Freshness, Thresholds = Thresholds.HighIsBad(3, 5) },
                Column.Of(1, "Last success") with { Unit = "dateTimeFromNow" },
                Column.Of(2, "Every") with { Unit = "s" },
                Column.Of(3, "Last attempt") with { Words = Words.Of((1, "succeeded", Colors.Good), (0, "failed", Colors.Bad)) },
                Column.Of(4, "Took") with { Unit = "s" },
                Column.Of(5, "Attempts in 1 h"),
                Column.Of(6, "Failures in 1 h"),
                Column.Of(7, "Rows in 1 h"),
            ]) with
        { Width = 19, Height = 6, Decimals = 0 },
        Stat.Name("Alerts", "The alerts that fire about this job, by Prometheus' rules in alerts/.",
            "count by (alertname) (ALERTS{job=~\"$job|\",alertstate=\"firing\"})", "{{alertname}}") with
        {
            Width = 5,
            Height = 6,
            Thresholds = new(Colors.Bad),
            NoValue = "none, if Prometheus has the rules",
            Links = [Link.Document("Runbooks", "runbooks")],
        },
        StateTimeline.Of("Outcome of the last attempt",
            "Whether each area's last attempt to refresh succeeded; of several exporters, the worst tells.",
            "min by (area) (coder_exporter_refresh_success{exporter})", "{{area}}",
            Words.Of((1, "succeeded", Colors.Good), (0, "failed", Colors.Bad))) with
        { Height = 9, Links = [Link.Runbook("CoderExporterRefreshFailing")] },
        TimeSeries.Of("Age of the data, in intervals",
            "How old each area's data is as a multiple of its interval. 1 is as it should be; late from 3 on, stale from 5.",
            new Query(Age, "{{area}}")).WithLimits(Thresholds.HighIsBad(3, 5)) with
        { Links = [Link.Runbook("CoderExporterAreaStale")] });

    private static Section Cost() => new(
        "What it costs the database",
        TimeSeries.Of("Duration of refreshes", "How long each area's last attempt took, queries and counting.",
            new Query("max by (area) (coder_exporter_refresh_duration_seconds{exporter})", "{{area}}")) with
        { Width = 8, Unit = "s" },
        TimeSeries.Of("Rows read",
            "Rows that the database sent, per second, by all exporters together. The first minutes after a start read the history.",
            new Query("sum by (area) (rate(coder_exporter_refresh_rows_total{exporter}[$__rate_interval]))", "{{area}}")) with
        { Width = 8, Unit = "rowsps", Interval = "5m" },
        TimeSeries.Of("Attempts and failures", "Attempts to refresh, per second, by all exporters together, and those of them that failed.",
            new Query("sum(rate(coder_exporter_refreshes_total{exporter}[$__rate_interval]))", "attempts"),
            new Query("sum(rate(coder_exporter_refresh_failures_total{exporter}[$__rate_interval]))", "failures")) with
        { Width = 8, Unit = "ops", Interval = "5m", Links = [Link.Runbook("CoderExporterRefreshFailing")] });

    private static Section Series() => new(
        "What it costs Prometheus",
        BarGauge.Of("Series of each metric", "The 15 metrics with the most series. Templates and time zones make them many.",
            new Query(
                "sort_desc(topk(15, max by (__name__) (count by (__name__, instance) ({exporter,__name__=~\"coder_.+\"}))))",
                "{{__name__}}")) with
        { Height = 11 },
        TimeSeries.Of("Series", "Series of each exporter on /metrics, and how many of any metric were left out.",
            new Query("count by (instance) ({exporter,__name__=~\"coder_.+\"})", "{{instance}}"),
            new Query("sum by (instance) (coder_exporter_dropped_series{exporter})", "{{instance}}, left out")) with
        { Width = 8, Height = 11, Links = [Link.Runbook("CoderExporterSeriesDropped")] },
        TimeSeries.Of("Scrapes", "How long Prometheus waits for each page. A scrape only reads memory.",
            new Query(
                "max by (job, instance) (scrape_duration_seconds{instance=~\"$instance\",job=~\"$job|$process_job\"})",
                "{{job}} {{instance}}")) with
        { Width = 8, Height = 11, Unit = "s" });
}
