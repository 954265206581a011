using System.Diagnostics.Metrics;
using Npgsql;
using Simulation;

namespace Benchmarks;

/// <summary>Measures what work costs the database: execution time and rows as PostgreSQL accounts them, bytes as the driver does.</summary>
internal sealed class DatabaseMeter : IAsyncDisposable
{
    private readonly NpgsqlDataSource _superuser;
    private readonly MeterListener _listener = new();
    private long _bytes;

    public DatabaseMeter(PostgresServer server, SimulatedDatabase database)
    {
        _superuser = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.SuperuserConnectionString) { Database = database.Name });
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Npgsql", Name: "db.client.operation.npgsql.bytes_read" }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((_, bytes, _, _) => Interlocked.Add(ref _bytes, bytes));
        _listener.Start();
    }

    public async Task PrepareAsync()
    {
        await using var command = _superuser.CreateCommand("create extension if not exists pg_stat_statements");
        await command.ExecuteNonQueryAsync();
    }

    public async Task<Measurement> MeasureAsync(Func<Task> work)
    {
        await ScalarsAsync("select pg_stat_statements_reset()");
        _listener.RecordObservableInstruments();
        var (bytes, start) = (Interlocked.Read(ref _bytes), TimeProvider.System.GetTimestamp());
        await work();
        var wall = TimeProvider.System.GetElapsedTime(start);
        _listener.RecordObservableInstruments();
        bytes = Interlocked.Read(ref _bytes) - bytes;
        return await SinceAsync(wall, bytes, table: "");
    }

    /// <summary>What of the last measurement was spent on one table.</summary>
    public Task<Measurement> OfThatAsync(string table) => SinceAsync(TimeSpan.Zero, 0, table);

    private async Task<Measurement> SinceAsync(TimeSpan wall, long bytes, string table)
    {
        var totals = await ScalarsAsync(
            $"""
            select coalesce(sum(total_exec_time), 0), coalesce(sum(calls), 0)::bigint, coalesce(sum(shared_blks_hit + shared_blks_read), 0)::bigint,
                coalesce(sum(rows), 0)::bigint
            from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database())
              and userid <> (select oid from pg_roles where rolname = current_user)
              and query like '%{(table.Length > 0 ? "from " + table : "")}%'
            """);
        return new(TimeSpan.FromMilliseconds((double)totals[0]), wall, (long)totals[1], (long)totals[2], (long)totals[3], bytes);
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return _superuser.DisposeAsync();
    }

    private async Task<object[]> ScalarsAsync(string sql)
    {
        await using var command = _superuser.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        return values;
    }
}
