using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Exporter.Database;

/// <summary>What one look at the database's catalogue found. Immutable.</summary>
/// <param name="Era">E0 to E8, or <see cref="SchemaEra.None"/>.</param>
/// <param name="Migration">The newest of Coder's migrations, where our role may read it. For information only.</param>
/// <param name="Columns">Every column looked at, by table and name.</param>
internal sealed record Schema(string Era, long? Migration, FrozenDictionary<(string Table, string Column), SchemaColumn> Columns)
{
    public static Schema Of(IReadOnlyCollection<SchemaColumn> columns, long? migration, bool rollupHasRows)
    {
        var byName = columns.ToFrozenDictionary(column => (column.TableName, column.ColumnName));
        var tables = columns.Select(column => column.TableName).ToFrozenSet();
        return new Schema(SchemaEra.Of(Exists, rollupHasRows), migration, byName);

        bool Exists(string table, string column) => column == "*" ? tables.Contains(table) : byName.ContainsKey((table, column));
    }

    /// <summary>True if the column is there and our role may read it.</summary>
    public bool Has(string table, string column) => Columns.TryGetValue((table, column), out var found) && found.Readable;

    /// <summary>
    /// Everything that keeps the exporter from running on this database, each in one line that says what to do; empty if it can run.
    /// </summary>
    public ImmutableArray<string> Problems => SchemaEra.Refusal(Era) is { } refusal
        ? [refusal]
        : [.. NeededColumns.Required.SelectMany(needed => ProblemsOf(needed.Table, needed.Columns))];

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
