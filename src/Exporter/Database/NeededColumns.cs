using System.Collections.Immutable;

namespace Exporter.Database;

/// <summary>What the exporter reads of Coder's schema, and nothing else: what a role for it must be granted.</summary>
internal static class NeededColumns
{
    /// <summary>Without one of these the exporter cannot run.</summary>
    public static ImmutableArray<(string Table, ImmutableArray<string> Columns)> Required { get; } =
    [
        ("workspace_agent_stats",
        [
            "id", "created_at", "user_id", "agent_id", "template_id", "connection_count", "rx_bytes", "tx_bytes",
            "connection_median_latency_ms", "session_count_vscode", "session_count_ssh", "session_count_jetbrains",
            "session_count_reconnecting_pty",
        ]),
        ("workspaces", ["id", "owner_id", "template_id", "deleted"]),
        ("workspace_builds", ["workspace_id", "build_number", "transition", "job_id", "template_version_id"]),
        ("provisioner_jobs", ["id", "started_at", "completed_at", "canceled_at", "updated_at", "error"]),
        ("template_versions", ["id", "template_id"]),
        ("templates", ["id", "organization_id", "name", "display_name", "deleted"]),
        ("organizations", ["id", "name"]),
    ];

    /// <summary>Used where they are there and readable; some came with later releases of Coder.</summary>
    public static ImmutableArray<(string Table, ImmutableArray<string> Columns)> Optional { get; } =
    [
        ("templates", ["deprecated"]),
        ("organizations", ["display_name"]),
        ("schema_migrations", ["version"]),
    ];
}
