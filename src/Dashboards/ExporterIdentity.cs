namespace Dashboards;

/// <summary>Which exporter this is, and what it found.</summary>
internal static class ExporterIdentity
{
    public static Section Section() => new(
        "What runs, and what it found",
        Table.Of("Versions", "The version of each exporter, and the commit and the framework it was built of.",
            [new("max by (instance, version, revision, framework) (coder_exporter_build_info{exporter})")],
            [new("instance", "Exporter"), new("version", "Version"), new("revision", "Revision"), new("framework", "Framework")]) with
        { Width = 7, Height = 5 },
        Table.Of("Coder's schema", "The generation of Coder's tables as found by their columns, and the newest migration that Coder says it ran.",
            [new("max by (instance, era, migration) (coder_exporter_schema_info{exporter})")],
            [new("instance", "Exporter"), new("era", "Era"), new("migration", "Migration")]) with
        { Width = 7, Height = 5, Links = [Link.Document("Schema eras", "schema-eras.md")] },
        Stat.Name("Activity is read from",
            "agent_stats: agents' reports of connections. usage_rollup: Coder's own summary of sessions and apps. They define active differently.",
            "max by (source) (coder_activity_source_info{exporter})", "{{source}}") with
        { Width = 4, Height = 5 },
        Stat.Of("History since", "The instant from which on activity is loaded.",
            "min(coder_activity_history_start_timestamp_seconds{exporter}) * 1000") with
        { Width = 3, Height = 5, Unit = "dateTimeFromNow" },
        Stat.Of("Web configuration", "Whether the file with TLS and logins is in force as it was last written; of several exporters, the worst tells.",
            "min(coder_exporter_web_config_reload_success{exporter})") with
        {
            Width = 3,
            Height = 5,
            Words = Words.Of((1, "in force", Colors.Good), (0, "refused", Colors.Bad)),
            Links = [Link.Document("Rotation", "security.md"), Link.Runbook("CoderExporterWebConfigRefused")],
        });
}
