using Npgsql;

namespace Simulation;

/// <summary>
/// Writes the agent reports of the past, day by day in the order of time, as Coder would have. From E3 on, only those of the last day are
/// still there, and the half-hours tell of the rest.
/// </summary>
internal static class ReportHistory
{
    private const string AnyActivity = "select exists (select from workspace_agent_stats)";
    private const string AnyUsage = "select exists (select from template_usage_stats)";

    /// <summary>So much of the past is told at the agents' own pace.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    public static async Task WriteAsync(
        NpgsqlConnection connection, DeploymentPlan plan, DateTimeOffset hour, DateTimeOffset now, IProgress<FillProgress>? progress,
        CancellationToken ct)
    {
        var from = plan.Era < Era.E3 ? plan.HistoryStart : await WriteUsageAsync(connection, plan, hour, now, progress, ct);
        var indexes = await StatIndexes.DropAsync(connection, ct);
        await using (var transaction = await connection.BeginTransactionAsync(ct))
        {
            // In the transaction that empties a table, COPY need not log, and its rows need no vacuum.
            await connection.RunAsync("EmptyAgentStats.sql", ct);
            await AgentStatCopy.WriteAsync(connection, plan.Era, Reports(plan, from, now, progress), freeze: true, ct);
            await transaction.CommitAsync(ct);
        }

        progress?.Report(new FillProgress("indexes", plan.Shape.Rows, plan.Shape.Rows));
        await indexes.CreateAsync(connection, ct);
    }

    public static async Task RequireEmptyAsync(NpgsqlConnection connection, Era era, CancellationToken ct)
    {
        foreach (var sql in era < Era.E3 ? [AnyActivity] : new[] { AnyActivity, AnyUsage })
        {
            await using var command = new NpgsqlCommand(sql, connection);
            if (await command.ExecuteScalarAsync(ct) is true)
            {
                throw new InvalidOperationException("The database already holds activity; a deployment is written into an empty one.");
            }
        }
    }

    /// <summary>The reports of a period in the past, in no order.</summary>
    public static IEnumerable<AgentStat> Unordered(DeploymentPlan plan, Period period, DateTimeOffset now) =>
        Paces(plan, period, now).SelectMany(part => plan.UnorderedReports(part.Period, part.Interval));

    /// <summary>Writes the half-hours and returns since when there are still reports.</summary>
    private static async Task<DateTimeOffset> WriteUsageAsync(
        NpgsqlConnection connection, DeploymentPlan plan, DateTimeOffset hour, DateTimeOffset now, IProgress<FillProgress>? progress,
        CancellationToken ct)
    {
        var newest = (DateTimeOffset?)null;
        var days = 0;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var day in new UsageHistory(plan, hour).Days(now))
        {
            await UsageCopy.WriteAsync(connection, plan.Era, day, ct);
            newest = day.Count > 0 ? day[^1].StartTime : newest;
            progress?.Report(new FillProgress("half-hours", (long)plan.Shape.Rows * days++ / plan.Shape.Days, plan.Shape.Rows));
        }

        await transaction.CommitAsync(ct);
        return newest?.AddDays(-1).AddTicks(-1) ?? plan.HistoryStart;
    }

    private static IEnumerable<AgentStat> Reports(
        DeploymentPlan plan, DateTimeOffset from, DateTimeOffset now, IProgress<FillProgress>? progress)
    {
        var rows = 0L;
        for (var after = from; after < now; after = after.AddDays(1))
        {
            var until = after.AddDays(1) < now ? after.AddDays(1) : now;
            foreach (var report in Paces(plan, new Period(after, until), now).SelectMany(part => plan.Reports(part.Period, part.Interval)))
            {
                rows++;
                yield return report;
            }

            progress?.Report(new FillProgress("agent reports", rows, plan.Shape.Rows));
        }
    }

    private static IEnumerable<(Period Period, TimeSpan Interval)> Paces(DeploymentPlan plan, Period period, DateTimeOffset now)
    {
        var recent = now - Recent;
        if (period.After < recent)
        {
            yield return (period with { Until = period.NotAfterEnd(recent) }, plan.HistoryInterval(recent));
        }

        if (period.Until > recent)
        {
            yield return (period with { After = period.After > recent ? period.After : recent }, plan.Shape.Interval);
        }
    }
}
