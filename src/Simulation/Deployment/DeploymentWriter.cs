using Npgsql;

namespace Simulation;

/// <summary>Writes what happened to a deployment in a period, agent reports apart. The whole history is a period too.</summary>
internal static class DeploymentWriter
{
    public static async Task WriteAsync(NpgsqlConnection connection, DeploymentPlan plan, Period period, CancellationToken ct)
    {
        await AddAsync(connection, plan, period, ct);
        await FinishAsync(connection, plan, period, ct);
    }

    private static async Task AddAsync(NpgsqlConnection connection, DeploymentPlan plan, Period period, CancellationToken ct)
    {
        // In the order of the foreign keys.
        await PeopleRows.Organizations(plan, period).CopyAsync(connection, ct);
        await PeopleRows.Users(plan, period).CopyAsync(connection, ct);
        await PeopleRows.GroupsOf(plan, period).CopyAsync(connection, ct);
        await PeopleRows.GroupMembers(plan, period).CopyAsync(connection, ct);
        await TemplateRows.Templates(plan, period).CopyAsync(connection, ct);
        await TemplateRows.ImportJobs(plan, period).CopyAsync(connection, ct);
        await TemplateRows.TemplateVersions(plan, period).CopyAsync(connection, ct);
        await WorkspaceRows.Workspaces(plan, period).CopyAsync(connection, ct);
        await WorkspaceRows.Jobs(plan, period).CopyAsync(connection, ct);
        await WorkspaceRows.WorkspaceBuilds(plan, period).CopyAsync(connection, ct);
        await WorkspaceRows.Resources(plan, period).CopyAsync(connection, ct);
        await WorkspaceRows.Agents(plan, period).CopyAsync(connection, ct);
        await AppSessionRows.Of(plan, period).CopyAsync(connection, ct);

        // Everybody is a member of the first organization, and of those that they have workspaces in.
        var members = plan.People.Where(person => period.Contains(person.JoinedAt)).Select(person => (person.Id, Organization: 0))
            .Concat(plan.AllWorkspaces.Where(workspace => period.Contains(workspace.CreatedAt))
                .Select(workspace => (workspace.Owner.Id, workspace.Template.Organization)))
            .ToList();
        await connection.RunAsync(
            "AddMembers.sql", ct, members.Select(member => member.Id).ToArray(),
            members.Select(member => plan.Organizations[member.Organization].Id).ToArray(), period.Until.UtcDateTime);
    }

    private static async Task FinishAsync(NpgsqlConnection connection, DeploymentPlan plan, Period period, CancellationToken ct)
    {
        var open = plan.AllWorkspaces.SelectMany(workspace => workspace.Builds).Where(build => build.IsOpenAt(period.After)).ToList();
        var now = open.ConvertAll(build => build.At(period.Until));
        await connection.RunAsync(
            "UpdateJobs.sql", ct, now.Select(build => build.JobId).ToArray(),
            open.Select(build => build.UpdatedAt(period.Until).UtcDateTime).ToArray(),
            now.Select(build => build.StartedAt?.UtcDateTime).ToArray(),
            now.Select(build => build.CanceledAt?.UtcDateTime).ToArray(), now.Select(build => build.EndedAt?.UtcDateTime).ToArray(),
            now.Select(build => build.Error).ToArray());

        var runs = plan.AllWorkspaces.SelectMany(workspace => workspace.Runs)
            .Where(run => run.ReadyAt <= period.After && run.StopAt > period.After).ToList();
        await connection.RunAsync(
            "UpdateAgents.sql", ct, runs.Select(run => run.AgentId).ToArray(),
            runs.Select(run => period.NotAfterEnd(run.StopAt).UtcDateTime).ToArray(),
            runs.Select(run => run.StopAt <= period.Until ? run.StopAt.UtcDateTime : (DateTime?)null).ToArray());

        var used = plan.AllWorkspaces.Select(workspace => (Workspace: workspace, At: workspace.LastUsedAt(period.Until)))
            .Where(use => period.Contains(use.At)).ToList();
        await connection.RunAsync("UseWorkspaces.sql", ct, used.Select(use => use.Workspace.Id).ToArray(), Times(used));
        // Nobody ever sees a system user.
        var seen = used.FindAll(use => use.Workspace.Owner.Id != SimulatedDatabase.PrebuildsUser);
        await connection.RunAsync("SeeUsers.sql", ct, seen.Select(use => use.Workspace.Owner.Id).ToArray(), Times(seen));

        await AppSessionRows.ContinueAsync(connection, plan, period, ct);

        var deleted = plan.AllWorkspaces.Where(workspace => period.Contains(workspace.DeletedAt)).Select(workspace => workspace.Id);
        await connection.RunAsync("DeleteWorkspaces.sql", ct, deleted.ToArray(), period.Until.UtcDateTime);
    }

    private static DateTime[] Times(IEnumerable<(Timeline Workspace, DateTimeOffset? At)> uses) =>
        [.. uses.Select(use => use.At!.Value.UtcDateTime)];
}
