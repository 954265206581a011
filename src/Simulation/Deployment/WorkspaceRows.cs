namespace Simulation;

/// <summary>Rows of workspaces, their builds and their agents.</summary>
internal static class WorkspaceRows
{
    private static readonly TimeSpan DormantAfter = TimeSpan.FromDays(30);
    private static readonly TimeSpan StopAfter = TimeSpan.FromHours(8);

    public static TableRows Workspaces(DeploymentPlan plan, Period period)
    {
        IReadOnlyList<string> dormancy = plan.Era >= Era.E2 ? ["dormant_at timestamptz"] : [];
        return new TableRows(
            "workspaces",
            [
                "id uuid", "created_at timestamptz", "updated_at timestamptz", "owner_id uuid", "organization_id uuid", "template_id uuid",
                "deleted boolean", "name varchar", "ttl bigint", .. dormancy,
            ],
            [.. plan.AllWorkspaces.Where(workspace => period.Contains(workspace.CreatedAt)).Select(workspace => (object?[])
            [
                workspace.Id, workspace.CreatedAt, workspace.CreatedAt, workspace.Owner.Id, Organization(plan, workspace),
                workspace.Template.Id, workspace.DeletedAt <= period.Until, workspace.Name,
                // Coder counts nanoseconds.
                workspace.Habit is Habit.Daily or Habit.Occasional ? StopAfter.Ticks * 100 : null,
                .. dormancy.Select(_ => (object?)DormantAt(workspace, period.Until)),
            ])]);
    }

    public static TableRows Jobs(DeploymentPlan plan, Period period) => new(
        "provisioner_jobs", JobRows.Columns,
        [.. Builds(plan, period).Select(one => Job(plan, one.Workspace, one.Build.At(period.Until), one.Build.UpdatedAt(period.Until)))]);

    public static TableRows WorkspaceBuilds(DeploymentPlan plan, Period period) => new(
        "workspace_builds",
        [
            "id uuid", "created_at timestamptz", "updated_at timestamptz", "workspace_id uuid", "template_version_id uuid",
            "build_number integer", "transition workspace_transition", "initiator_id uuid", "job_id uuid", "reason build_reason",
        ],
        [.. Builds(plan, period).Select(one => new object?[]
        {
            one.Build.Id, one.Build.QueuedAt, one.Build.QueuedAt, one.Workspace.Id,
            one.Workspace.Template.VersionAt(one.Build.QueuedAt).Id, one.Build.Number, one.Build.Transition,
            one.Workspace.Owner.Id, one.Build.JobId, Reason(plan.Era, one.Workspace, one.Build),
        })]);

    public static TableRows Resources(DeploymentPlan plan, Period period) => new(
        "workspace_resources",
        ["id uuid", "created_at timestamptz", "job_id uuid", "transition workspace_transition", "type varchar", "name varchar"],
        [.. Runs(plan, period).Select(run =>
            new object?[] { run.ResourceId, run.ReadyAt, run.JobId, "start", "docker_container", "workspace" })]);

    public static TableRows Agents(DeploymentPlan plan, Period period)
    {
        IReadOnlyList<string> readiness = plan.Era >= Era.E2 ? ["started_at timestamptz", "ready_at timestamptz"] : [];
        return new TableRows(
            "workspace_agents",
            [
                "id uuid", "created_at timestamptz", "name varchar", "resource_id uuid", "first_connected_at timestamptz",
                "last_connected_at timestamptz", "disconnected_at timestamptz", "architecture varchar", "operating_system varchar",
                "lifecycle_state workspace_agent_lifecycle_state", .. readiness,
            ],
            [.. Runs(plan, period).Select(run => (object?[])
            [
                run.AgentId, run.ReadyAt, "main", run.ResourceId, run.ReadyAt, period.NotAfterEnd(run.StopAt),
                run.StopAt <= period.Until ? run.StopAt : null, "amd64", "linux", "ready",
                .. readiness.Select(_ => (object?)run.ReadyAt),
            ])]);
    }

    private static IEnumerable<(Timeline Workspace, BuildPlan Build)> Builds(DeploymentPlan plan, Period period) =>
        from workspace in plan.AllWorkspaces
        from build in workspace.Builds
        where period.Contains(build.QueuedAt)
        select (workspace, build);

    private static IEnumerable<Run> Runs(DeploymentPlan plan, Period period) =>
        plan.AllWorkspaces.SelectMany(workspace => workspace.Runs).Where(run => period.Contains(run.ReadyAt));

    private static object?[] Job(DeploymentPlan plan, Timeline workspace, BuildPlan build, DateTimeOffset updated) => JobRows.Row(
        build.JobId, build.QueuedAt, updated, build.StartedAt, build.CanceledAt, build.EndedAt, build.Error, Organization(plan, workspace),
        workspace.Owner.Id, "workspace_build");

    // From E6, Coder notes with what somebody asked for a build.
    private static string Reason(Era era, Timeline workspace, BuildPlan build)
    {
        if (era < Era.E6 || build.Reason != "initiator" || workspace.Owner.Id == SimulatedDatabase.PrebuildsUser)
        {
            return build.Reason;
        }

        var (dashboard, cli, ssh, jetBrains) = build.Transition == "start" ? (0.5, 0.65, 0.75, 0.8) : (0.7, 1.0, 1.0, 1.0);
        var luck = new Dice(BitConverter.ToUInt64(build.Id.ToByteArray())).Unit();
        return luck < dashboard ? "dashboard"
            : luck < cli ? "cli"
            : luck < ssh ? "ssh_connection"
            : luck < jetBrains ? "jetbrains_connection"
            : "vscode_connection";
    }

    private static DateTimeOffset? DormantAt(Timeline workspace, DateTimeOffset now) =>
        workspace.DeletedAt is null && workspace.LastUsedAt(now) + DormantAfter is { } dormant && dormant < now ? dormant : null;

    private static Guid Organization(DeploymentPlan plan, Timeline workspace) => plan.Organizations[workspace.Template.Organization].Id;
}
