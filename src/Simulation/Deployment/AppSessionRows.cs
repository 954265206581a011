using Npgsql;

namespace Simulation;

/// <summary>Rows of visits of web applications. From E2.</summary>
internal static class AppSessionRows
{
    private const double SecondsPerRequest = 20;

    /// <summary>The sessions that begin in a period.</summary>
    public static TableRows Of(DeploymentPlan plan, Period period) => new(
        "workspace_app_stats",
        [
            "user_id uuid", "workspace_id uuid", "agent_id uuid", "access_method text", "slug_or_port text", "session_id uuid",
            "session_started_at timestamptz", "session_ended_at timestamptz", "requests integer",
        ],
        plan.Era < Era.E2 ? [] : AppSession.Of(plan, period).Where(session => period.Contains(session.From)).Select(session => new object?[]
        {
            session.Visitor.Id, session.Workspace.Id, session.AgentId, session.Access, session.Slug, session.Id, session.From,
            period.NotAfterEnd(session.To), Requests(session, period),
        }));

    /// <summary>Lets the sessions that began before a period go on.</summary>
    public static async Task ContinueAsync(NpgsqlConnection connection, DeploymentPlan plan, Period period, CancellationToken ct)
    {
        if (plan.Era < Era.E2)
        {
            return;
        }

        var open = AppSession.Of(plan, period).Where(session => session.From <= period.After).ToList();
        await connection.RunAsync(
            "UpdateAppSessions.sql", ct, open.Select(session => session.Id).ToArray(),
            open.Select(session => period.NotAfterEnd(session.To).UtcDateTime).ToArray(),
            open.Select(session => Requests(session, period)).ToArray());
    }

    private static int Requests(AppSession session, Period period) =>
        1 + (int)((period.NotAfterEnd(session.To) - session.From).TotalSeconds / SecondsPerRequest);
}
