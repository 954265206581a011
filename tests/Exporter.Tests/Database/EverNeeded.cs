using Exporter.Database;

namespace Exporter.Tests.Database;

/// <summary>What the exporter reads of any schema that it knows.</summary>
internal static class EverNeeded
{
    public static readonly Schema Oldest = Schema.Of([], null, rollupHasRows: false);

    public static readonly Schema Newest = Schema.Of(
        [new("workspace_agent_stats", "session_counts", "jsonb", true), new("workspace_agent_stats", "usage", "boolean", true)], null, rollupHasRows: true);

    public static IReadOnlyDictionary<string, string[]> Columns { get; } = new[] { Oldest, Newest }.SelectMany(schema => NeededColumns.Required(schema))
        .Concat(NeededColumns.Optional)
        .GroupBy(needed => needed.Table)
        .OrderBy(table => table.Key, StringComparer.Ordinal)
        .ToDictionary(table => table.Key, table => table.SelectMany(needed => needed.Columns).Distinct().ToArray());
}
