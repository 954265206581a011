using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Simulation;

/// <summary>
/// A private PostgreSQL on 127.0.0.1 in a temporary folder, run by an unprivileged user. Disposing it, or the end of this process by
/// whatever means, stops it and removes the folder.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    internal const string CoderRole = "coder";
    private readonly Supervisor _supervisor;
    private readonly string _password;
    private int _databases;

    private PostgresServer(Supervisor supervisor, PostgresPrograms programs, bool hasStatementStatistics, PostgresServer? primary)
    {
        _supervisor = supervisor;
        _password = primary?._password ?? RandomPassword();
        (CoderPassword, ExporterPassword) = (primary?.CoderPassword ?? RandomPassword(), primary?.ExporterPassword ?? RandomPassword());
        Programs = programs;
        HasStatementStatistics = hasStatementStatistics;
    }

    /// <summary>The installation that this server runs.</summary>
    public PostgresPrograms Programs { get; }

    /// <summary>Whether pg_stat_statements is loaded; it is then an extension in every database.</summary>
    public bool HasStatementStatistics { get; }

    /// <summary>Always 127.0.0.1: where this process reaches it.</summary>
    public string Host { get; } = "127.0.0.1";

    /// <summary>TCP port; stays the same over stop and start.</summary>
    public int Port { get; private set; }

    /// <summary>Process id of the postmaster; changes with each start.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Connects as the superuser to the database postgres.</summary>
    public string SuperuserConnectionString => ConnectionString("postgres", _password, "postgres");

    /// <summary>The password of the role <c>coder</c>, who owns the databases.</summary>
    public string CoderPassword { get; }

    /// <summary>The password of the role <c>coder_exporter</c>, who may read what the exporter needs.</summary>
    public string ExporterPassword { get; }

    internal string Folder => _supervisor.Folder;

    internal int SupervisorProcessId => _supervisor.ProcessId;

    /// <summary>Creates a server and waits until it accepts connections.</summary>
    /// <exception cref="PostgresNotFoundException">PostgreSQL is not installed.</exception>
    public static Task<PostgresServer> StartAsync(PostgresServerOptions? options = null, CancellationToken ct = default) =>
        StartAsync(options ?? new PostgresServerOptions(), primary: null, ct);

    /// <summary>
    /// Creates a hot standby that follows a running server and has its databases, roles and passwords. The primary must have been started with
    /// <see cref="PostgresServerOptions.Replication"/>, and so must the standby.
    /// </summary>
    public static Task<PostgresServer> StartStandbyAsync(PostgresServer primary, PostgresServerOptions options, CancellationToken ct = default) =>
        StartAsync(options, primary, ct);

    private static async Task<PostgresServer> StartAsync(PostgresServerOptions options, PostgresServer? primary, CancellationToken ct)
    {
        var programs = options.Programs ?? PostgresPrograms.Find();
        var statistics = options.StatementStatistics && programs.HasStatementStatistics;
        var supervisor = await Supervisor.StartAsync(programs, ServerArguments.From(options, statistics), ct);
        var server = new PostgresServer(supervisor, programs, statistics, primary);
        try
        {
            await server.CreateAsync(options, primary, ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Creates a database with Coder's tables of an era, owned by the ordinary login role <c>coder</c> and readable, as far as the exporter needs it,
    /// by the role <c>coder_exporter</c>.
    /// </summary>
    public async Task<SimulatedDatabase> CreateDatabaseAsync(Era era, string? name = null, CancellationToken ct = default)
    {
        name = await CreateEmptyDatabaseAsync(name, ct);
        await using var connection = new NpgsqlConnection(ConnectionString(CoderRole, CoderPassword, name) + ";Pooling=false");
        await connection.OpenAsync(ct);
        foreach (var step in CoderSchema.Steps(from: null, era))
        {
            await CoderSchema.ApplyAsync(connection, step, grant: step == era, beforeCommit: null, ct);
        }

        return new SimulatedDatabase(name, era, this);
    }

    /// <summary>Creates a database without Coder's tables, owned by the role <c>coder</c>, and returns its name.</summary>
    public async Task<string> CreateEmptyDatabaseAsync(string? name = null, CancellationToken ct = default)
    {
        name ??= string.Create(CultureInfo.InvariantCulture, $"coder_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"create database \"{name}\" owner {CoderRole} template template0", ct: ct);
        if (HasStatementStatistics)
        {
            await ExecuteAsync("create extension pg_stat_statements", name, ct);
        }

        return name;
    }

    /// <summary>Runs SQL as the superuser, in the database postgres unless another is named.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres", CancellationToken ct = default)
    {
        // Unpooled: an idle superuser session would keep its database from being dropped, and die noisily with the server.
        await using var connection = new NpgsqlConnection(ConnectionString("postgres", _password, database) + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Connects as a role of one's own making to one of the databases.</summary>
    public string ConnectionString(string user, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = user,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
    }.ConnectionString;

    /// <summary>Stops the server and waits for its end. Data, port and passwords stay for <see cref="StartAgainAsync"/>.</summary>
    public Task StopAsync(StopMode mode = StopMode.Fast) => DoAsync(mode switch
    {
        StopMode.Fast => "stop INT",
        StopMode.Smart => "stop TERM",
        _ => "stop QUIT",
    });

    /// <summary>Starts the stopped or killed server on its old port and data.</summary>
    public async Task StartAgainAsync()
    {
        if (!await TryStartAsync(Port))
        {
            throw new InvalidOperationException($"PostgreSQL did not start again on port {Port}: {_supervisor.LogTail()}");
        }
    }

    /// <summary>Kills every process of the server without notice (SIGKILL), as the kernel does when memory runs out.</summary>
    public Task KillAsync() => DoAsync("kill");

    /// <summary>Halts every process of the server (SIGSTOP): connections stay open, and nothing ever answers.</summary>
    public Task FreezeAsync() => DoAsync("freeze");

    /// <summary>Lets a frozen server go on.</summary>
    public Task ThawAsync() => DoAsync("thaw");

    /// <summary>Stops the server at once and removes its folder.</summary>
    public ValueTask DisposeAsync() => _supervisor.DisposeAsync();

    private async Task CreateAsync(PostgresServerOptions options, PostgresServer? primary, CancellationToken ct)
    {
        await DoAsync(primary is null
            ? $"init {_password}"
            : string.Create(CultureInfo.InvariantCulture, $"copy host={Host} port={primary.Port} user=postgres password={_password}"));
        if (options.OpenToNetworks) await DoAsync($"admit {CoderRole}");
        // Between looking for a free port and listening on it, somebody else may take it.
        for (var attempt = 1; !await TryStartAsync(options.Port ?? FreePort()); attempt++)
        {
            if (options.Port is not null || attempt == 5)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {_supervisor.LogTail()}");
            }
        }

        if (primary is not null) return;
        await ExecuteAsync($"create role {CoderRole} login password '{CoderPassword}'", ct: ct);
        // By the file, as an operator does it; and then its password.
        await ExecuteAsync(ExporterRole.Grants(), ct: ct);
        await ExecuteAsync($"alter role {ExporterRole.Name} password '{ExporterPassword}'", ct: ct);
    }

    private async Task<bool> TryStartAsync(int port)
    {
        var answer = await _supervisor.AskAsync(string.Create(CultureInfo.InvariantCulture, $"start {port}"));
        if (answer?.Split(' ') is not ["ready", var id])
        {
            return false;
        }

        (Port, ProcessId) = (port, int.Parse(id, CultureInfo.InvariantCulture));
        return true;
    }

    private async Task DoAsync(string command)
    {
        if (await _supervisor.AskAsync(command) is null)
        {
            throw new InvalidOperationException($"PostgreSQL could not {command.Split(' ')[0]}: {_supervisor.LogTail()}");
        }
    }

    private static string RandomPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
