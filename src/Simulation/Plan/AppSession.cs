namespace Simulation;

/// <summary>
/// A visit of a web application in a workspace, which some connections have on the side. One visitor in ten may be somebody else.
/// </summary>
internal sealed record AppSession(
    Guid Id, Timeline Workspace, Guid AgentId, Person Visitor, string Slug, string Access, DateTimeOffset From, DateTimeOffset To)
{
    private static readonly (string Slug, string Access)[] Apps =
        [("code-server", "path"), ("jupyter", "subdomain"), ("8080", "subdomain"), ("terminal", "terminal")];

    /// <summary>All sessions that have a part in a period.</summary>
    public static IEnumerable<AppSession> Of(DeploymentPlan plan, Period period) =>
        from workspace in plan.Workspaces
        from run in workspace.Runs
        where period.Overlaps(run.ReadyAt, run.StopAt)
        from connection in run.Connections
        where period.Overlaps(connection.From, connection.To)
        let session = Draw(plan, workspace, run, connection)
        where session is not null && period.Overlaps(session.From, session.To)
        select session;

    // Everything comes from the connection itself, so a session is the same one whenever it is asked for. A connection that ends before
    // its time only ends the session.
    private static AppSession? Draw(DeploymentPlan plan, Timeline workspace, Run run, Connection connection)
    {
        var dice = Dice.For(run.Seed, connection.From.UtcTicks, 1);
        if (!dice.Chance(0.3))
        {
            return null;
        }

        var (slug, access) = Apps[dice.Below(Apps.Length)];
        var from = connection.From + dice.Seconds(20, 900);
        var to = from + dice.Seconds(300, 4500);
        var id = dice.Id();
        var guest = plan.People[dice.Below(plan.Shape.Users)];
        var visitor = dice.Chance(0.1) && guest.JoinedAt < from && !(guest.LeftAt <= from) ? guest : workspace.Owner;
        to = to < connection.To ? to : connection.To;
        return from < to ? new AppSession(id, workspace, run.AgentId, visitor, slug, access, from, to) : null;
    }
}
