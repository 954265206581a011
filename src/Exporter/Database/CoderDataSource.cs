using Exporter.Configuration;
using Npgsql;

namespace Exporter.Database;

/// <summary>Connections to Coder's database that take little of it and leave nothing behind.</summary>
internal static class CoderDataSource
{
    private const int MostConnections = 3;

    public static NpgsqlDataSource Create(DatabaseOptions options)
    {
        var connection = options.Target.ToConnectionString();
        connection.ApplicationName ??= "coder-exporter";
        connection.Timeout = (int)options.ConnectTimeout.TotalSeconds;
        // PostgreSQL ends a statement at its own timeout; this one is for a server that does not answer any more.
        connection.CommandTimeout = (int)options.StatementTimeout.TotalSeconds + 5;
        (connection.MinPoolSize, connection.MaxPoolSize) = (0, MostConnections);
        // PgBouncer in transaction mode gives each transaction another server connection: nothing may be kept on one.
        (connection.NoResetOnClose, connection.MaxAutoPrepare, connection.Multiplexing) = (true, 0, false);

        var builder = new NpgsqlSlimDataSourceBuilder(connection.ConnectionString);
        builder.EnableTransportSecurity();
        if (options.PasswordFile is { } file)
            builder.UsePasswordProvider(_ => Password(file), (_, _) => ValueTask.FromResult(Password(file)));
        return builder.Build();
    }

    private static string Password(string file) =>
        PasswordFile.TryRead(file, out var password, out var error) ? password : throw new NpgsqlException($"Database:PasswordFile: {error}");
}
