using System.Globalization;
using Exporter.Configuration;

namespace Exporter.Database;

/// <summary>What every transaction of ours begins with: it can change nothing, PostgreSQL ends it when it lasts, and it takes one core and little memory.</summary>
internal static class TransactionSettings
{
    // For the transaction only, not start-up options or the session: behind PgBouncer in transaction mode the former are refused or silently dropped,
    // and the latter leak to whoever gets the server connection next.
    //
    // The last three: planners overrate how many rows a `group by` an expression makes. They would sort what fits into a hash table of a few megabytes,
    // call up parallel workers for that, and compile what runs for milliseconds.
    public static string Sql(DatabaseOptions options) => string.Create(CultureInfo.InvariantCulture, $"""
        select
            set_config('transaction_read_only', 'on', true),
            set_config('statement_timeout', '{(long)options.StatementTimeout.TotalMilliseconds}', true),
            set_config('lock_timeout', '{(long)options.LockTimeout.TotalMilliseconds}', true),
            set_config('idle_in_transaction_session_timeout', '{(long)options.StatementTimeout.TotalMilliseconds}', true),
            set_config('work_mem', '16MB', true),
            set_config('max_parallel_workers_per_gather', '0', true),
            set_config('jit', 'off', true)
        """);
}
