using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Exporter.Database;

/// <summary>What one look at the database's catalogue found. Immutable.</summary>
/// <param name="Era">E0 to E8, or <see cref="SchemaEra.None"/>.</param>
/// <param name="Migration">The newest of Coder's migrations, where our role may read it. For information only.</param>
/// <param name="RollupHasRows">Coder keeps the history of activity in <c>template_usage_stats</c>.</param>
/// <param name="Columns">Every column looked at, by table and name.</param>
internal sealed record Schema(
    string Era, long? Migration, bool RollupHasRows, FrozenDictionary<(string Table, string Column), SchemaColumn> Columns)
{
    public static Schema Of(IReadOnlyCollection<SchemaColumn> columns, long? migration, bool rollupHasRows)
    {
        var byName = columns.ToFrozenDictionary(column => (column.TableName, column.ColumnName));
        var tables = columns.Select(column => column.TableName).ToFrozenSet();
        return new Schema(SchemaEra.Of(Exists, rollupHasRows), migration, rollupHasRows, byName);

        bool Exists(string table, string column) => column == "*" ? tables.Contains(table) : byName.ContainsKey((table, column));
    }

    /// <summary>True if the column is there, whether our role may read it or not: it tells one release of Coder from another.</summary>
    public bool Exists(string table, string column) => Columns.ContainsKey((table, column));

    /// <summary>True if the column is there and our role may read it.</summary>
    public bool Has(string table, string column) => Columns.TryGetValue((table, column), out var found) && found.Readable;

    /// <summary>True if the table is there and our role may read something of it.</summary>
    public bool HasTable(string table) => Columns.Any(column => column.Key.Table == table && column.Value.Readable);

    /// <summary>The rollup is there, but our role may not read it: whether Coder keeps the history of activity in it cannot be told.</summary>
    public bool RollupIsHidden =>
        Columns.ContainsKey(("template_usage_stats", NeededColumns.Rollup[0])) && !NeededColumns.Rollup.All(column => Has("template_usage_stats", column));

    /// <summary>Why nothing of this database can be read; null if something can, though an area may still lack what it needs.</summary>
    public string? Refusal => SchemaEra.Refusal(Era);

    /// <summary>Everything is there that the exporter reads, though our role may not be allowed to read it.</summary>
    public bool Supported =>
        Refusal is null && NeededColumns.Required(this).All(needed => needed.Columns.All(column => Columns.ContainsKey((needed.Table, column))));

    /// <summary>
    /// Everything that keeps the exporter from running on this database, each in one line that says what to do; empty if it can run.
    /// </summary>
    public ImmutableArray<string> Problems => Refusal is { } refusal
        ? [refusal]
        : [.. NeededColumns.Required(this).SelectMany(needed => ProblemsOf(needed.Table, needed.Columns))];

    private IEnumerable<string> ProblemsOf(string table, ImmutableArray<string> needed)
    {
        var missing = needed.Where(column => !Columns.ContainsKey((table, column))).ToList();
        var locked = needed.Where(column => Columns.TryGetValue((table, column), out var found) && !found.Readable).ToList();
        if (missing.Count == needed.Length)
            yield return $"table {table} is missing, or not where the role looks for it: check the database, the schema and search_path.";
        else if (missing.Count > 0)
            yield return $"table {table} has no {Names(missing)}: this is not a schema of Coder's that the exporter knows.";
        if (locked.Count > 0)
            yield return $"the role may not read {table}: run \"grant select ({Names(locked)}) on {table} to ROLE\" with its name.";
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns);
}
