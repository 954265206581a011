using Exporter.Database;

namespace Exporter.Activity;

/// <summary>
/// Which of Coder's tables activity is read from. They define it differently: an agent's report with a connection, by the workspace's owner; or a
/// half-hour of the rollup in which somebody had a session or used an app.
/// </summary>
/// <param name="Name">As published.</param>
/// <param name="Rows">Who was active when, in a range.</param>
/// <param name="Newest">How far the table has been written.</param>
/// <param name="Overlap">How far back rows still change, at least.</param>
/// <param name="Resolution">Length of what it counts in.</param>
internal sealed record ActivitySource(string Name, string Table, string Rows, string Newest, TimeSpan Overlap, TimeSpan Resolution)
{
    public static readonly ActivitySource AgentStats = new(
        "agent_stats", "workspace_agent_stats", Sql.Load("AgentStatsActivity.sql"), Sql.Load("AgentStatsNewest.sql"),
        TimeSpan.Zero, TimeSpan.FromMinutes(15));

    // The rollup rewrites the last hour or two of itself.
    public static readonly ActivitySource UsageRollup = new(
        "usage_rollup", "template_usage_stats", Sql.Load("UsageRollupActivity.sql"), Sql.Load("UsageRollupNewest.sql"),
        TimeSpan.FromHours(2), TimeSpan.FromMinutes(30));

    /// <summary>The one that <paramref name="choice"/> names, or for <c>auto</c> the one that has the history in this database.</summary>
    /// <exception cref="UnsupportedSchemaException">The one that is named is not there, or it cannot be told which has the history.</exception>
    public static ActivitySource Of(ActivitySourceChoice choice, Schema schema)
    {
        var source = choice switch
        {
            ActivitySourceChoice.AgentStats => AgentStats,
            ActivitySourceChoice.UsageRollup => UsageRollup,
            _ when schema.RollupIsHidden => throw new UnsupportedSchemaException(
                ["the role may not read template_usage_stats, where Coder may keep the history of activity: run docs/grants.sql again."]),
            _ => schema.RollupHasRows ? UsageRollup : AgentStats,
        };
        return schema.HasTable(source.Table) ? source : throw new UnsupportedSchemaException(
            [$"Activity:Source is {source.Name}, but this database has no table {source.Table} that the role may read: use auto."]);
    }
}
