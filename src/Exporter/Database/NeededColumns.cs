using System.Collections.Immutable;

namespace Exporter.Database;

/// <summary>What the exporter reads of Coder's schema, and nothing else: what a role for it must be granted.</summary>
internal static class NeededColumns
{
    private static readonly ImmutableArray<string> SessionCounts =
        ["session_count_vscode", "session_count_ssh", "session_count_jetbrains", "session_count_reconnecting_pty"];

    /// <summary>Of <c>template_usage_stats</c>, once Coder keeps the history of activity there.</summary>
    public static ImmutableArray<string> Rollup { get; } = ["start_time", "template_id", "user_id"];

    private static readonly ImmutableArray<(string Table, ImmutableArray<string> Columns)> Always =
    [
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
        ("users", ["id", "is_system"]),
        ("schema_migrations", ["version"]),
    ];

    /// <summary>Without one of these an area of the exporter cannot run on <paramref name="schema"/>.</summary>
    public static ImmutableArray<(string Table, ImmutableArray<string> Columns)> Required(Schema schema)
    {
        ImmutableArray<string> reports =
        [
            "created_at", "user_id", "agent_id", "template_id", "connection_count", "rx_bytes", "tx_bytes", "connection_median_latency_ms",
            .. There(schema, "session_counts") ? ["session_counts"] : SessionCounts,
            .. There(schema, "usage") ? ["usage"] : ImmutableArray<string>.Empty,
        ];
        ImmutableArray<(string, ImmutableArray<string>)> rollup = schema.RollupHasRows || schema.RollupIsHidden ? [("template_usage_stats", Rollup)] : [];
        return [("workspace_agent_stats", reports), .. rollup, .. Always];
    }

    private static bool There(Schema schema, string column) => schema.Columns.ContainsKey(("workspace_agent_stats", column));
}
