using Npgsql;

namespace Simulation;

/// <summary>Writes the agent reports of the past, day by day in the order of time, as Coder would have.</summary>
internal static class ReportHistory
{
    /// <summary>So much of the past is told at the agents' own pace.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    public static async Task WriteAsync(
        NpgsqlConnection connection, DeploymentPlan plan, DateTimeOffset now, IProgress<FillProgress>? progress, CancellationToken ct)
    {
        var indexes = await StatIndexes.DropAsync(connection, ct);
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            // In the transaction that empties a table, COPY need not log, and its rows need no vacuum.
            await connection.RunAsync("EmptyAgentStats.sql", ct);
            await AgentStatCopy.WriteAsync(connection, plan.Era, Reports(plan, now, progress), freeze: true, ct);
            await transaction.CommitAsync(ct);
        }

        progress?.Report(new FillProgress("indexes", plan.Shape.Rows, plan.Shape.Rows));
        await indexes.CreateAsync(connection, ct);
    }

    public static async Task RequireEmptyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select exists (select from workspace_agent_stats)", connection);
        if (await command.ExecuteScalarAsync(ct) is true)
        {
            throw new InvalidOperationException("The database already holds agent reports; a deployment is written into an empty one.");
        }
    }

    private static IEnumerable<AgentStat> Reports(DeploymentPlan plan, DateTimeOffset now, IProgress<FillProgress>? progress)
    {
        var recent = now - Recent;
        var interval = plan.HistoryInterval(recent);
        var rows = 0L;
        for (var after = plan.HistoryStart; after < recent; after = after.AddDays(1))
        {
            var until = after.AddDays(1) < recent ? after.AddDays(1) : recent;
            foreach (var report in plan.Reports(new Period(after, until), interval))
            {
                rows++;
                yield return report;
            }

            progress?.Report(new FillProgress("agent reports", rows, plan.Shape.Rows));
        }

        foreach (var report in plan.Reports(new Period(recent, now), plan.Shape.Interval))
        {
            yield return report;
        }
    }
}
