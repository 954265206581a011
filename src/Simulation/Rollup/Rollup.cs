using Npgsql;

namespace Simulation;

/// <summary>
/// What Coder's server does with activity from E3 on, at start and every few minutes: it sums up the recent reports and visits of web
/// apps in half-hours.
/// </summary>
internal static class Rollup
{
    /// <summary>The advisory lock's number. Of our own choice: there is no other Coder at work on a simulated database.</summary>
    internal const int Lock = 8203;

    /// <summary>
    /// Rolls up from a little before the newest half-hour, or from the oldest report, until an instant, and returns how many half-hours are
    /// new or changed. Half-hours are cut by the clock of the session's time zone. Null when another one is at it.
    /// </summary>
    public static async Task<int?> RunAsync(NpgsqlConnection connection, Era era, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var turn = new NpgsqlCommand($"select pg_try_advisory_xact_lock({Lock})", connection);
        if (await turn.ExecuteScalarAsync(ct) is not true)
        {
            return null;
        }

        await using var start = new NpgsqlCommand(Resource.Read("RollUpStart.sql"), connection);
        if (await start.ExecuteScalarAsync(ct) is not DateTime from)
        {
            return 0;
        }

        var until = now.UtcDateTime;
        await connection.RunAsync("RollUpTables.sql", ct);
        if (era < Era.E7)
        {
            await connection.RunAsync("RollUpReportsByColumn.sql", ct, from, until);
        }
        else
        {
            // As long as there are only columns of families to write to, apps are taken by their families.
            var names = SessionApps.Families.Where(_ => era < Era.E8).ToList();
            await connection.RunAsync(
                "RollUpReportsByName.sql", ct, from, until, names.Select(name => name.Key).ToArray(),
                names.Select(name => name.Value).ToArray());
        }

        await connection.RunAsync("RollUpUsage.sql", ct, from, until);
        var changed = await connection.RunAsync(era < Era.E8 ? "RollUpWriteColumns.sql" : "RollUpWriteUsage.sql", ct);
        if (era >= Era.E8)
        {
            await connection.RunAsync("RollUpWriteApps.sql", ct);
        }

        await transaction.CommitAsync(ct);
        return changed;
    }
}
