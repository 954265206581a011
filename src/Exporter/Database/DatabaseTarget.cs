using System.Diagnostics.CodeAnalysis;
using Exporter.Configuration;
using Npgsql;

namespace Exporter.Database;

/// <summary>Which database, where, and with what credentials. Prints as the first two only, wherever it ends up.</summary>
internal sealed class DatabaseTarget
{
    private readonly NpgsqlConnectionStringBuilder _connection;

    private DatabaseTarget(NpgsqlConnectionStringBuilder connection) => _connection = connection;

    /// <summary>No database: what a mistaken configuration has.</summary>
    public static DatabaseTarget None { get; } = new(new NpgsqlConnectionStringBuilder());

    public bool HasPassword => !string.IsNullOrEmpty(_connection.Password);

    /// <summary>The longest wait for a connection, where the text says one.</summary>
    public TimeSpan? ConnectTimeout =>
        _connection.ShouldSerialize("Timeout") && _connection.Timeout > 0 ? TimeSpan.FromSeconds(_connection.Timeout) : null;

    /// <summary>
    /// Reads a <c>postgres://</c> URL or an Npgsql connection string. The error holds nothing of the text that may be secret.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out DatabaseTarget? target, [NotNullWhen(false)] out string? error)
    {
        var parsed = PostgresUrl.IsUrl(text)
            ? PostgresUrl.TryParse(text, out var connection, out error)
            : NpgsqlText.TryParse(text, out connection, out error);
        target = parsed && IsAccepted(connection!, out error) ? new DatabaseTarget(connection!) : null;
        return target is not null;
    }

    /// <summary>Npgsql has rules between its settings, and checks them only here.</summary>
    private static bool IsAccepted(NpgsqlConnectionStringBuilder connection, [NotNullWhen(false)] out string? error)
    {
        // Npgsql looks for them when it connects, and then tells a missing authority from one that is not trusted only in a stack trace.
        string?[] files = [connection.RootCertificate, connection.SslCertificate, connection.SslKey, connection.Passfile];
        if (files.FirstOrDefault(file => !string.IsNullOrEmpty(file) && !File.Exists(file)) is { } missing)
        {
            error = $"names the file {Quoted.Text(missing)}, which does not exist; correct its path.";
            return false;
        }
        try
        {
            new NpgsqlSlimDataSourceBuilder(connection.ConnectionString).Build().Dispose();
            error = null;
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException or InvalidOperationException)
        {
            error = $"has settings that do not go together: {Quoted.Text(failure.Message)}.";
        }
        return error is null;
    }

    /// <summary>A copy with the credentials, to connect with.</summary>
    public NpgsqlConnectionStringBuilder ToConnectionString() => new(_connection.ConnectionString);

    public override string ToString() => $"database {_connection.Database ?? _connection.Username ?? "(default)"} on {_connection.Host}" +
        (_connection.Host?.Contains(',', StringComparison.Ordinal) == true ? "" : $" port {_connection.Port}");
}
