using Exporter.Configuration;
using Npgsql;

namespace Exporter.Database;

/// <summary>Npgsql, set up to do no harm to somebody's production database.</summary>
internal static class CoderDataSource
{
    public const int MaxConnections = 3;

    public static NpgsqlDataSource Create(DatabaseOptions options)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(options.Target.ToConnectionString().ConnectionString);
        builder.EnableTransportSecurity();
        builder.EnableArrays();
        builder.Name = "coder"; // or Npgsql's metrics carry the connection string as a label
        var connection = builder.ConnectionStringBuilder;
        connection.ApplicationName ??= "coder-exporter";
        connection.Timeout = Math.Max(1, (int)options.ConnectTimeout.TotalSeconds);
        connection.MaxPoolSize = MaxConnections;
        connection.MinPoolSize = 0;
        connection.ConnectionIdleLifetime = 60;
        connection.ConnectionPruningInterval = 10;
        connection.HostRecheckSeconds = 1; // with several hosts: a standby that was promoted is found at once
        connection.ReadBufferSize = 128 * 1024; // thousands of rows come at once, and a server that waits for us to fetch them holds a snapshot
        // The server ends a statement at its own timeout; this is for a server that no longer answers at all.
        connection.CommandTimeout = (int)options.StatementTimeout.TotalSeconds + 5;
        connection.CancellationTimeout = 2000;
        connection.MaxAutoPrepare = 0; // breaks behind PgBouncer in transaction mode
        connection.NoResetOnClose = true; // nothing outlives our transactions, so there is nothing to reset
        connection.Multiplexing = false;
        connection.IncludeErrorDetail = false;
        connection.PersistSecurityInfo = false;
        if (options.PasswordFile is { } file)
        {
            builder.UsePasswordProvider(_ => Password(file), (_, _) => ValueTask.FromResult(Password(file)));
        }
        return builder.Build();
    }

    /// <summary>Read anew for each connection, so that a rotated password is used without a restart.</summary>
    private static string Password(string file) =>
        PasswordFile.TryRead(file, out var password, out var error)
            ? password.Reveal()
            : throw new NpgsqlException($"Database:PasswordFile: {error}");
}
