namespace Dashboards;

/// <summary>What can be chosen; a choice goes along from one dashboard to the next.</summary>
internal static class Variables
{
    public static readonly object DataSource = new
    {
        name = "datasource",
        label = "Data source",
        description = "The Prometheus that scrapes the exporter.",
        type = "datasource",
        query = "prometheus",
        regex = "",
        refresh = 1,
        multi = false,
        includeAll = false,
    };

    public static readonly Variable Job = new(
        "job", "Job", "Prometheus' job that scrapes the exporter: one for each Coder deployment.", "label_values(coder_exporter_build_info, job)")
    { Default = "coder-exporter" };

    public static readonly Variable ProcessJob = new(
        "process_job", "Process job", "Prometheus' job that scrapes the exporter's page about its own process, /metrics/process.",
        "label_values(db_client_operation_npgsql_executing{db_client_connection_pool_name=\"coder\"}, job)")
    { Default = "coder-exporter-process" };

    public static readonly Variable Instance = new(
        "instance", "Exporter", "Exporters of the same deployment.", "label_values(coder_exporter_build_info{deployment}, instance)")
    { Several = true };

    public static readonly Variable Timezone = new(
        "timezone", "Timezone", "Where days begin, for the active users of the whole deployment. More can be configured with Activity:Timezones.",
        "label_values(coder_daily_active_users{deployment}, timezone)")
    { Default = "UTC" };

    public static readonly Variable TemplateTimezone = new(
        "template_timezone", "Timezone of templates",
        "Where days begin, for the active users of templates. More can be configured with Activity:TemplateTimezones.",
        "label_values(coder_template_daily_active_users{deployment}, timezone)")
    { Default = "UTC" };

    public static readonly Variable Organization = new(
        "organization", "Organization", "Organizations of Coder that templates belong to.",
        "label_values(coder_template_weekly_active_users{deployment}, organization_name)")
    { Several = true };

    /// <summary>By id: a deleted template and a live one may share a name.</summary>
    public static readonly Variable Template = new(
        "template", "Template", "Templates, deleted ones too as long as they have history. Two of one name are two templates.",
        "query_result(max by (template_name, template_id) (coder_template_weekly_active_users{deployment,organization_name=~\"$organization\"}))")
    { Several = true, Regex = "/template_id=\"(?<value>[^\"]+)\".*template_name=\"(?<text>[^\"]+)\"/" };
}
