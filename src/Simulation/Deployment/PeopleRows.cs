namespace Simulation;

/// <summary>Rows of organizations, people and groups.</summary>
internal static class PeopleRows
{
    private const int Groups = 4;

    public static TableRows Organizations(DeploymentPlan plan, Period period)
    {
        IReadOnlyList<string> flags = plan.Era >= Era.E3 ? ["is_default boolean"] : [];
        IReadOnlyList<string> names = plan.Era >= Era.E4 ? ["display_name text"] : [];
        return new TableRows(
            "organizations",
            ["id uuid", "name text", "description text", "created_at timestamptz", "updated_at timestamptz", .. flags, .. names],
            plan.Organizations.Where(one => period.Contains(one.CreatedAt)).Select(one => (object?[])
            [
                one.Id, one.Name, "", one.CreatedAt, one.CreatedAt, .. flags.Select(_ => (object?)(one == plan.Organizations[0])),
                .. names.Select(_ => (object?)one.DisplayName),
            ]));
    }

    public static TableRows Users(DeploymentPlan plan, Period period)
    {
        var active = plan.Workspaces.Select(workspace => workspace.Owner).ToHashSet();
        // From E2, an account that was never used is dormant.
        var idle = plan.Era >= Era.E2 ? "dormant" : "active";
        IReadOnlyList<string> names = plan.Era >= Era.E3 ? ["name varchar"] : [];
        IReadOnlyList<string> flags = plan.Era >= Era.E6 ? ["is_service_account boolean"] : [];
        return new TableRows(
            "users",
            [
                "id uuid", "email text", "username text", "created_at timestamptz", "updated_at timestamptz", "status user_status",
                "deleted boolean", .. names, .. flags,
            ],
            plan.People.Where(person => period.Contains(person.JoinedAt)).Select(person => (object?[])
            [
                person.Id, plan.Era >= Era.E6 && person.IsServiceAccount ? "" : person.Name + "@example.com", person.Name,
                person.JoinedAt, person.LeftAt ?? person.JoinedAt,
                person.LeftAt is not null && !person.IsDeletedOnLeaving ? "suspended" : active.Contains(person) ? "active" : idle,
                person.LeftAt is not null && person.IsDeletedOnLeaving, .. names.Select(_ => (object?)person.FullName),
                .. flags.Select(_ => (object?)person.IsServiceAccount),
            ]));
    }

    public static TableRows GroupsOf(DeploymentPlan plan, Period period) => new(
        "groups",
        ["id uuid", "name text", "organization_id uuid"],
        [.. plan.Organizations.Where(one => period.Contains(one.CreatedAt)).SelectMany(_ => Enumerable.Range(0, Groups), (one, index) =>
            new object?[] { GroupId(one, index), $"group-{(char)('a' + index)}", one.Id })]);

    /// <summary>Most people are in one group of the first organization.</summary>
    public static TableRows GroupMembers(DeploymentPlan plan, Period period) => new(
        "group_members",
        ["user_id uuid", "group_id uuid"],
        [.. plan.People.Where(person => period.Contains(person.JoinedAt) && person.Index % (Groups + 1) < Groups).Select(person =>
            new object?[] { person.Id, GroupId(plan.Organizations[0], person.Index % (Groups + 1)) })]);

    private static Guid GroupId(OrganizationPlan organization, int index) =>
        Dice.For(BitConverter.ToUInt64(organization.Id.ToByteArray()), index).Id();
}
