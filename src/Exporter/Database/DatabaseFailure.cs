using System.Net.Sockets;
using System.Security.Authentication;
using Exporter.Configuration;
using Npgsql;

namespace Exporter.Database;

/// <summary>What a failure to use the database means to an operator.</summary>
internal static class DatabaseFailure
{
    /// <summary>One line: what is wrong and what to do. Holds no credentials.</summary>
    public static string Describe(Exception failure)
    {
        var causes = Causes(failure).ToList();
        if (failure is UnsupportedSchemaException unsupported)
            return unsupported.Message;
        if (causes.OfType<PostgresException>().FirstOrDefault() is { } postgres)
            return Describe(postgres);
        if (causes.OfType<AuthenticationException>().Any())
            return "the server's TLS certificate is not trusted: give its authority's as sslrootcert, and the host name that is in it.";
        if (causes.OfType<SocketException>().FirstOrDefault() is { } socket)
            return Describe(socket.SocketErrorCode);
        if (causes.OfType<FileNotFoundException>().Any() || causes.OfType<DirectoryNotFoundException>().Any())
            return "a file that the connection names (a certificate, a key, a password file) does not exist: check its path.";
        if (failure is OperationCanceledException || causes.OfType<TimeoutException>().Any())
            return "the database did not answer in time: check host, port and firewall, and how busy the server is.";
        if (causes.OfType<IOException>().Any())
            return "the connection to the database broke off: check the network and whether the server was restarted.";
        return causes.OfType<NpgsqlException>().FirstOrDefault() is { } npgsql
            ? Describe(npgsql)
            : $"an unexpected failure ({failure.GetType().Name}).";
    }

    /// <summary>
    /// True when the database could not be used at all: not found, not reached, not let in, going down, full, or silent until our deadline.
    /// False for an error in a query of ours, PostgreSQL's own statement and lock timeouts included.
    /// </summary>
    public static bool IsUnreachable(Exception failure)
    {
        var causes = Causes(failure).ToList();
        if (causes.OfType<PostgresException>().FirstOrDefault() is { } postgres)
            return postgres.InvariantSeverity is "FATAL" or "PANIC"; // PostgreSQL refuses or ends a connection with these, and nothing less
        return causes.Exists(cause => cause is NpgsqlException or SocketException or TimeoutException or IOException
            or AuthenticationException or OperationCanceledException);
    }

    /// <summary>True when the database was reached and answered with a failure: an error in a query, or a schema that cannot be read.</summary>
    public static bool IsAnswer(Exception failure) =>
        !IsUnreachable(failure) && Causes(failure).Any(cause => cause is PostgresException or UnsupportedSchemaException);

    private static string Describe(PostgresException postgres) => postgres.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => "the user name or the password is wrong: correct it in the URL or in the password file.",
        PostgresErrorCodes.InvalidAuthorizationSpecification => postgres.MessageText.Contains("no encryption", StringComparison.Ordinal)
            ? "the server takes no unencrypted connection from here: use sslmode=require, or add a line for this host to its pg_hba.conf."
            : "the server does not let this user in: check that the role exists, may log in, and has a line for this host in pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName => "there is no database of that name on the server: correct the name in the URL.",
        PostgresErrorCodes.TooManyConnections =>
            "the server has no connection left: raise its max_connections or the role's connection limit.",
        PostgresErrorCodes.CannotConnectNow => "the server is starting up or shutting down: it will be tried again.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown =>
            "the server ended the connection, probably to restart: it will be tried again.",
        PostgresErrorCodes.QueryCanceled =>
            "a query took too long and was cancelled: look for load on the server, or raise Database:StatementTimeout.",
        PostgresErrorCodes.LockNotAvailable =>
            "a query waited too long for a lock, probably because Coder is being upgraded: it will be tried again.",
        PostgresErrorCodes.DiskFull or PostgresErrorCodes.ConfigurationLimitExceeded =>
            $"the server has no room for what a query sorts ({Line(postgres.MessageText)}): free its disk, or raise temp_file_limit or work_mem.",
        PostgresErrorCodes.SerializationFailure when postgres.MessageText.Contains("recovery", StringComparison.Ordinal) =>
            "the standby ended a query to keep up with its primary: it will be tried again; if it is often so, set hot_standby_feedback there.",
        PostgresErrorCodes.ProtocolViolation =>
            $"the server, or a pooler in front of it, does not serve us ({Line(postgres.MessageText)}): it will be tried again; look into its log.",
        PostgresErrorCodes.InsufficientPrivilege when postgres.InvariantSeverity == "FATAL" =>
            $"the role may not use the database ({Line(postgres.MessageText)}): grant it connect on the database.",
        PostgresErrorCodes.InsufficientPrivilege =>
            $"the role lacks a right ({Line(postgres.MessageText)}): run docs/grants.sql again; the verb check lists every column that is needed.",
        PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.UndefinedTable =>
            $"a table or column is gone ({Line(postgres.MessageText)}): Coder was probably upgraded; the verb check tells.",
        _ => $"PostgreSQL reports {postgres.SqlState} ({Line(postgres.MessageText)}).",
    };

    private static string Describe(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "nothing listens at that host and port (connection refused): correct them, or start the server.",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the host name cannot be found: correct it in the URL.",
        SocketError.TimedOut => "the host does not answer: check host, port and firewall.",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown =>
            "there is no way to that host from here: check host, network and firewall.",
        SocketError.AddressNotAvailable => "there is no socket of the server's in that folder, or no such address: correct the host.",
        _ => $"the network failed ({error}): check host, port and network.",
    };

    private static string Describe(NpgsqlException npgsql) => npgsql.Message switch
    {
        var text when text.StartsWith("No password has been provided", StringComparison.Ordinal) =>
            "the server wants a password: give one in the URL, or as Database:PasswordFile.",
        var text when text.StartsWith("No suitable host", StringComparison.Ordinal) =>
            "none of the hosts is what target_session_attrs asks for: start one that is, or ask for less.",
        var text when text.Contains("SSL", StringComparison.Ordinal) =>
            "the server and the exporter do not agree on TLS: the server may have none; check sslmode.",
        var text => $"{Line(text).TrimEnd('.')}.",
    };

    private static string Line(string text) => Quoted.Text(text).Trim('\'');

    private static IEnumerable<Exception> Causes(Exception failure) => failure is AggregateException several
        ? several.InnerExceptions.SelectMany(Causes)
        : failure.InnerException is { } inner ? Causes(inner).Prepend(failure) : [failure];
}
