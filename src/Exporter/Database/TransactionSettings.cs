using System.Globalization;
using Exporter.Configuration;

namespace Exporter.Database;

/// <summary>What every transaction of ours begins with: it can change nothing, and PostgreSQL ends it when it lasts.</summary>
internal static class TransactionSettings
{
    // `set local`, not start-up options or `set`: behind PgBouncer in transaction mode the former are refused or silently dropped, and the
    // latter leaks to whoever gets the server connection next.
    public static string Sql(DatabaseOptions options) => string.Create(CultureInfo.InvariantCulture, $"""
        set transaction read only;
        set local statement_timeout = {(long)options.StatementTimeout.TotalMilliseconds};
        set local lock_timeout = {(long)options.LockTimeout.TotalMilliseconds};
        set local idle_in_transaction_session_timeout = {(long)options.StatementTimeout.TotalMilliseconds}
        """);
}
