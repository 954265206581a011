using Exporter.Configuration;
using Npgsql;

namespace Exporter.Database;

/// <summary>
/// The only way to Coder's database. Everything runs in a short read-only transaction with a statement and a lock timeout, on one of at
/// most three connections.
/// </summary>
internal sealed class CoderDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly string _sessionSettings;
    private volatile Schema? _schema;

    public CoderDatabase(DatabaseOptions options)
    {
        _source = CoderDataSource.Create(options);
        _sessionSettings = TransactionSettings.Sql(options);
    }

    /// <summary>The schema as last probed; null before the first successful session and after Coder was upgraded under us.</summary>
    public Schema? Schema => _schema;

    /// <summary>Runs <paramref name="read"/> in a read-only transaction.</summary>
    /// <exception cref="UnsupportedSchemaException">The database is not one this exporter can read.</exception>
    public async Task<T> ReadAsync<T>(Func<DatabaseSession, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var settings = new NpgsqlCommand(_sessionSettings, connection, transaction))
            await settings.ExecuteNonQueryAsync(cancellation);
        try
        {
            var schema = _schema ??= Supported(await SchemaProbe.ReadAsync(connection, transaction, cancellation));
            var result = await read(new(connection, transaction, schema), cancellation);
            await transaction.CommitAsync(cancellation);
            return result;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedTable)
        {
            _schema = null; // Coder was upgraded between two refreshes: the next attempt probes again.
            throw;
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static Schema Supported(Schema schema) =>
        schema.Problems.IsEmpty ? schema : throw new UnsupportedSchemaException(schema.Problems);
}
