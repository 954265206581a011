namespace Dashboards;

/// <summary>The exporter as a process: what .NET, the PostgreSQL driver and the web server say about themselves.</summary>
internal static class ExporterProcess
{
    public static Section Section() => new(
        "The process",
        TimeSeries.Of("CPU", "Processor time per second: 1 is one core busy all the time.",
            Query("sum by (instance) (rate(dotnet_process_cpu_time_seconds_total{process}[$__rate_interval]))")) with
        { Width = 8 },
        TimeSeries.Of("Memory", "Memory that the process holds, and what of it .NET's heap keeps committed.",
            Query("max by (instance) (dotnet_process_memory_working_set_bytes{process})", "{{instance}} in all"),
            Query("max by (instance) (dotnet_gc_last_collection_memory_committed_size_bytes{process})", "{{instance}} heap")) with
        { Width = 8, Unit = "bytes" },
        TimeSeries.Of("Pauses", "Share of the time that everything stands still for the garbage collector.",
            Query("max by (instance) (rate(dotnet_gc_pause_time_seconds_total{process}[$__rate_interval]))")) with
        { Width = 8, Unit = "percentunit" },
        TimeSeries.Of("Connections to the database", "Open connections by state; the pool holds 3 at most.",
            Query("max by (instance, db_client_connection_state) (db_client_connection_count{process,db_client_connection_pool_name=\"coder\"})",
                "{{instance}} {{db_client_connection_state}}")) with
        { Width = 8 },
        TimeSeries.Of("Statements", "How long the database took for a statement: 95 of 100 took less.",
            Query(
                """
                histogram_quantile(0.95, sum by (instance, le) (
                  rate(db_client_operation_duration_seconds_bucket{process,db_client_connection_pool_name="coder"}[$__rate_interval])))
                """)) with
        { Width = 8, Unit = "s", Interval = "5m" },
        TimeSeries.Of("Requests", "Answered HTTP requests per second, by status: scrapes, API, pages, health checks.",
            Query("sum by (http_response_status_code) (rate(http_server_request_duration_seconds_count{process}[$__rate_interval]))",
                "{{http_response_status_code}}")) with
        { Width = 8, Unit = "reqps" });

    private static Query Query(string expression, string legend = "{{instance}}") => new(expression, legend);
}
