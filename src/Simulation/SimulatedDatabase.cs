using System.Globalization;
using Npgsql;

namespace Simulation;

/// <summary>A database with Coder's tables of one era. It goes with its server; disposing only closes our connections.</summary>
public sealed class SimulatedDatabase : IAsyncDisposable
{
    /// <summary>The system user, in every deployment the same, who owns prebuilt workspaces until somebody claims one. From E5.</summary>
    public static readonly Guid PrebuildsUser = new("c42fdf75-3097-471c-8c33-fb52454d81c0");

    // A writer knows the columns of the era that it began in.
    private readonly SemaphoreSlim _writer = new(1);

    internal SimulatedDatabase(string name, Era era, PostgresServer server)
    {
        Name = name;
        Era = era;
        ConnectionString = server.ConnectionString(PostgresServer.CoderRole, server.CoderPassword, name);
        OwnerUrl = UrlOf(PostgresServer.CoderRole, server.CoderPassword);
        Url = UrlOf(ExporterRole.Name, server.ExporterPassword);
        DataSource = NpgsqlDataSource.Create(ConnectionString);

        string UrlOf(string user, string password) =>
            string.Create(CultureInfo.InvariantCulture, $"postgres://{user}:{password}@{server.Host}:{server.Port}/{name}?sslmode=disable");
    }

    /// <summary>The database's name on its server.</summary>
    public string Name { get; }

    /// <summary>The generation of its tables. Changes with <see cref="MigrateAsync"/>.</summary>
    public Era Era { get; private set; }

    /// <summary>Connects as the role that owns the tables, as Coder's server does. Npgsql's form.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Connects as the role that <c>docs/grants.sql</c> makes for the exporter, which can read what that needs and nothing else. A <c>postgres://</c>
    /// URL, the form that Coder's server takes.
    /// </summary>
    public string Url { get; }

    /// <summary>The same as the owner of the tables.</summary>
    public string OwnerUrl { get; }

    /// <summary>A pool of connections as the owner, for writing and for looking.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>Runs SQL as the owner.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken ct = default)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>
    /// Changes the tables and converts what is in them to a later era in place, as an upgrade of Coder does: era by era, each in one
    /// transaction with the locks that it takes. A deployment that lives in the database waits between two steps and goes on in the new
    /// era.
    /// </summary>
    /// <param name="to">The era to end in.</param>
    /// <param name="beforeCommit">
    /// Called with each era on the way while its locks are held and before anybody sees it. A test can make the upgrade take long here;
    /// steps of a deployment wait until it is over.
    /// </param>
    /// <param name="ct">Ends the migration after a whole era.</param>
    /// <exception cref="ArgumentOutOfRangeException">The era lies in the past.</exception>
    public async Task MigrateAsync(Era to, Func<Era, Task>? beforeCommit = null, CancellationToken ct = default)
    {
        if (to < Era)
        {
            throw new ArgumentOutOfRangeException(nameof(to), to, $"The tables are those of {Era} already, and there is no way back.");
        }

        foreach (var step in CoderSchema.Steps(Era, to))
        {
            using var alone = await WriteAloneAsync(ct);
            await using var connection = await ConnectAsync(ct);
            await CoderSchema.ApplyAsync(connection, step, grant: true, beforeCommit, ct);
            Era = step;
            // Some types are others now.
            await DataSource.ReloadTypesAsync(ct);
        }
    }

    /// <summary>
    /// Sums up recent activity in half-hours as Coder does every five minutes, from E3: anew from an hour before the newest half-hour, or
    /// all of it the first time. Returns how many half-hours are new or changed; null when another session is rolling up.
    /// </summary>
    public async Task<int?> RollUpAsync(DateTimeOffset now, CancellationToken ct = default)
    {
        using var alone = await WriteAloneAsync(ct);
        RequireRollup();
        await using var connection = await ConnectAsync(ct);
        return await Rollup.RunAsync(connection, Era, now, ct);
    }

    /// <summary>
    /// Deletes the agent reports that Coder keeps no longer, from E3: older than a day before the newest half-hour, or than 180 days if
    /// nothing has been rolled up. Returns how many.
    /// </summary>
    public async Task<int> PurgeAsync(DateTimeOffset now, CancellationToken ct = default)
    {
        using var alone = await WriteAloneAsync(ct);
        RequireRollup();
        await using var connection = await ConnectAsync(ct);
        return await connection.RunAsync("Purge.sql", ct, now.UtcDateTime);
    }

    /// <summary>A connection of its own, outside the pool, where it would lie dead after the server was killed.</summary>
    internal async Task<NpgsqlConnection> ConnectAsync(CancellationToken ct)
    {
        var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <summary>Keeps migrations and other writers of era-dependent rows away until the result is disposed.</summary>
    internal async Task<IDisposable> WriteAloneAsync(CancellationToken ct)
    {
        await _writer.WaitAsync(ct);
        return new Turn(_writer);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        _writer.Dispose();
    }

    private void RequireRollup()
    {
        if (Era < Era.E3)
        {
            throw new InvalidOperationException($"Era {Era} has no rollup.");
        }
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}
