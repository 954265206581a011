using Exporter.Configuration;
using Npgsql;

namespace Exporter.Database;

/// <summary>
/// The only way to Coder's database. Everything runs in a short read-only transaction with a statement and a lock timeout, on one of at
/// most three connections.
/// </summary>
internal sealed partial class CoderDatabase : IAsyncDisposable
{
    private static readonly TimeSpan ProbeAgain = TimeSpan.FromMinutes(5);

    private readonly NpgsqlDataSource _source;
    private readonly CircuitBreaker _breaker;
    private readonly string _sessionSettings;
    private readonly TimeProvider _time;
    private readonly ILogger<CoderDatabase> _logger;
    private volatile Schema? _schema;
    private object? _probed; // timestamp of the last look at the schema

    public CoderDatabase(DatabaseOptions options, TimeProvider time, ILogger<CoderDatabase> logger)
    {
        (_time, _logger) = (time, logger);
        _source = CoderDataSource.Create(options);
        _breaker = new(_source.OpenConnectionAsync);
        _sessionSettings = TransactionSettings.Sql(options);
    }

    /// <summary>The schema as last looked at, one that is refused too; null before the first time.</summary>
    public Schema? Schema => _schema;

    /// <summary>Runs <paramref name="read"/> in a read-only transaction.</summary>
    /// <exception cref="UnsupportedSchemaException">The database is not one this exporter can read.</exception>
    public async Task<T> ReadAsync<T>(Func<DatabaseSession, CancellationToken, Task<T>> read, CancellationToken cancellation)
    {
        await using var connection = await _breaker.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var settings = new NpgsqlCommand(_sessionSettings, connection, transaction))
            await settings.ExecuteNonQueryAsync(cancellation);
        try
        {
            var schema = await SchemaAsync(connection, transaction, cancellation);
            var result = await read(new(connection, transaction, schema), cancellation);
            await transaction.CommitAsync(cancellation);
            return result;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedTable)
        {
            Volatile.Write(ref _probed, null); // Coder was upgraded between two refreshes: the next attempt looks again.
            throw;
        }
    }

    // Now and then it is looked at unasked: a new table, or a rollup that begins to fill, makes no query fail.
    private async ValueTask<Schema> SchemaAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken cancellation)
    {
        if (_schema is { Refusal: null } known && Volatile.Read(ref _probed) is long probed && _time.GetElapsedTime(probed) < ProbeAgain) return known;
        var found = await SchemaProbe.ReadAsync(connection, transaction, cancellation);
        var before = Interlocked.Exchange(ref _schema, found);
        if (found.Refusal is { } refusal) throw new UnsupportedSchemaException([refusal]);
        if (before is { Refusal: null } && before.Era != found.Era) LogSchemaChanged(before.Era, found.Era);
        Volatile.Write(ref _probed, _time.GetTimestamp());
        return found;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    [LoggerMessage(LogLevel.Information, "Coder was upgraded: its schema was of era {Before} and is of era {Found} now.")]
    private partial void LogSchemaChanged(string before, string found);
}
