using Npgsql;

namespace Simulation;

/// <summary>A database with Coder's tables of one era. It goes with its server; disposing only closes our connections.</summary>
public sealed class SimulatedDatabase : IAsyncDisposable
{
    internal SimulatedDatabase(string name, Era era, string connectionString, string url)
    {
        Name = name;
        Era = era;
        ConnectionString = connectionString;
        Url = url;
        DataSource = NpgsqlDataSource.Create(connectionString);
    }

    /// <summary>The database's name on its server.</summary>
    public string Name { get; }

    /// <summary>The generation of its tables.</summary>
    public Era Era { get; }

    /// <summary>Connects as the role that owns the tables, as Coder's server does. Npgsql's form.</summary>
    public string ConnectionString { get; }

    /// <summary>The same as a <c>postgres://</c> URL, the form that Coder's server takes.</summary>
    public string Url { get; }

    /// <summary>A pool of connections as the owner, for writing and for looking.</summary>
    public NpgsqlDataSource DataSource { get; }

    /// <summary>Runs SQL as the owner.</summary>
    public async Task ExecuteAsync(string sql, CancellationToken ct = default)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
