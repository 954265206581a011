using Dapper;
using Npgsql;

namespace Exporter.Database;

/// <summary>Looks at the database's catalogue, inside the caller's read-only transaction. Needs no right on any table.</summary>
internal static class SchemaProbe
{
    private const string RollupHasRows = "select exists (select start_time from template_usage_stats limit 1)";
    private const string Migration = "select max(version) from schema_migrations";

    private static readonly string Columns = Sql.Load("SchemaProbe.sql");

    public static async Task<Schema> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        var columns = new List<SchemaColumn>();
        var rows = connection.QueryUnbufferedAsync<SchemaColumn>(Columns, transaction: transaction);
        await foreach (var column in rows.WithCancellation(cancellationToken))
            columns.Add(column);

        var rollupHasRows = Readable(columns, "template_usage_stats", "start_time")
            && await ScalarAsync(connection, transaction, RollupHasRows, cancellationToken) is true;
        var migration = Readable(columns, "schema_migrations", "version")
            ? await ScalarAsync(connection, transaction, Migration, cancellationToken) as long?
            : null;
        return Schema.Of(columns, migration, rollupHasRows);
    }

    private static bool Readable(List<SchemaColumn> columns, string table, string name) =>
        columns.Exists(column => column.TableName == table && column.ColumnName == name && column.Readable);

    private static async Task<object?> ScalarAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
