namespace Simulation;

/// <summary>Rows of sessions in web applications, which some connections have on the side. From E2.</summary>
internal static class AppSessionRows
{
    private static readonly (string Slug, string Access)[] Apps =
        [("code-server", "path"), ("jupyter", "subdomain"), ("8080", "subdomain"), ("terminal", "terminal")];

    public static TableRows Of(DeploymentPlan plan, Period period) => new(
        "workspace_app_stats",
        [
            "user_id uuid", "workspace_id uuid", "agent_id uuid", "access_method text", "slug_or_port text", "session_id uuid",
            "session_started_at timestamptz", "session_ended_at timestamptz", "requests integer",
        ],
        plan.Era < Era.E2 ? [] : [.. Sessions(plan, period)]);

    private static IEnumerable<object?[]> Sessions(DeploymentPlan plan, Period period) =>
        from workspace in plan.Workspaces
        from run in workspace.Runs
        where period.Overlaps(run.ReadyAt, run.StopAt)
        from connection in run.Connections
        where period.Overlaps(connection.From, connection.To)
        let row = Session(workspace, run, connection)
        where row is not null && period.Contains((DateTimeOffset)row[^2]!)
        select row;

    // Everything comes from the connection itself, so a session is the same one whenever it is asked for.
    private static object?[]? Session(Timeline workspace, Run run, Connection connection)
    {
        var dice = Dice.For(run.Seed, connection.From.UtcTicks, 1);
        if (!dice.Chance(0.3))
        {
            return null;
        }

        var (slug, access) = Apps[dice.Below(Apps.Length)];
        var length = (connection.To - connection.From) * dice.Between(0.2, 0.6);
        var start = connection.From + ((connection.To - connection.From) * 0.1);
        return
        [
            workspace.Owner.Id, workspace.Id, run.AgentId, access, slug, dice.Id(), start, start + length,
            1 + (int)(length.TotalSeconds / 20),
        ];
    }
}
