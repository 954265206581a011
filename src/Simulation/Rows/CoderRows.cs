using System.Globalization;
using Npgsql;

namespace Simulation;

/// <summary>
/// Writes single rows, so that a test can say exactly what is in the database. Whatever a call leaves out gets a value that works: an
/// organization, an owner, a template with one version. Every call returns the id of what it wrote.
/// </summary>
/// <param name="database">Where to write.</param>
/// <param name="now">The time of everything that is not given one.</param>
public sealed partial class CoderRows(SimulatedDatabase database, DateTimeOffset now)
{
    private Guid? _organization;
    private Guid? _user;
    private Guid? _template;
    private int _names;

    /// <summary>Adds an organization. From E3 one can be the default, from E4 it has a display name, from E5 it can be deleted.</summary>
    public async Task<Guid> AddOrganizationAsync(
        string? name = null, string? displayName = null, bool isDefault = false, bool deleted = false, CancellationToken ct = default)
    {
        name ??= NextName("organization");
        var organization = database.Era < Era.E4
            ? await InsertAsync(
                "insert into organizations (id, name, description, created_at, updated_at) values ($1, $2, '', $3, $3)", ct, name, Utc(now))
            : await InsertAsync(
                """
                insert into organizations (id, name, display_name, description, created_at, updated_at) values ($1, $2, $3, '', $4, $4)
                """,
                ct, name, displayName ?? name, Utc(now));
        await SetAsync("organizations", organization, ct, ("is_default", isDefault), ("deleted", deleted));
        return organization;
    }

    /// <summary>
    /// Adds a user, who is a member of an organization. The status is active, suspended or, from E2, dormant. From E5 it can be a system
    /// user, from E6 a service account.
    /// </summary>
    public async Task<Guid> AddUserAsync(
        string? name = null, string status = "active", bool deleted = false, Guid? organization = null, DateTimeOffset? createdAt = null,
        DateTimeOffset? lastSeenAt = null, bool isSystem = false, bool isServiceAccount = false, CancellationToken ct = default)
    {
        name ??= NextName("user");
        var created = Utc(createdAt ?? now);
        var user = await InsertAsync(
            """
            insert into users (id, username, email, created_at, updated_at, status, deleted, last_seen_at)
            values ($1, $2, $2 || '@example.com', $3, $3, $4::text::user_status, $5,
                coalesce($6::timestamptz at time zone 'UTC', '0001-01-01'))
            """,
            ct, name, created, status, deleted, Utc(lastSeenAt));
        await SetAsync("users", user, ct, ("is_system", isSystem), ("is_service_account", isServiceAccount));
        await ExecuteAsync(
            "insert into organization_members (user_id, organization_id, created_at, updated_at) values ($1, $2, $3, $3)",
            ct, user, organization ?? await OrganizationAsync(ct), created);
        return user;
    }

    /// <summary>Adds a group with its members.</summary>
    public async Task<Guid> AddGroupAsync(
        string? name = null, Guid? organization = null, IEnumerable<Guid>? members = null, CancellationToken ct = default)
    {
        var group = await InsertAsync(
            "insert into groups (id, name, organization_id) values ($1, $2, $3)",
            ct, name ?? NextName("group"), organization ?? await OrganizationAsync(ct));
        await ExecuteAsync(
            "insert into group_members (user_id, group_id) select member, $2 from unnest($1) as member",
            ct, (members ?? []).ToArray(), group);
        return group;
    }

    /// <summary>Adds a template and its first version, which is the active one.</summary>
    public async Task<Guid> AddTemplateAsync(
        string? name = null, Guid? organization = null, bool deleted = false, string displayName = "", Guid? createdBy = null,
        DateTimeOffset? createdAt = null, CancellationToken ct = default)
    {
        var template = await InsertAsync(
            """
            insert into templates
                (id, name, display_name, created_at, updated_at, organization_id, deleted, provisioner, active_version_id, created_by)
            values ($1, $2, $3, $4, $4, $5, $6, 'terraform', gen_random_uuid(), $7)
            """,
            ct, name ?? NextName("template"), displayName, Utc(createdAt ?? now), organization ?? await OrganizationAsync(ct), deleted,
            createdBy ?? await UserAsync(ct));
        var version = await AddTemplateVersionAsync(template, ct: ct);
        await ExecuteAsync("update templates set active_version_id = $2 where id = $1", ct, template, version);
        return template;
    }

    /// <summary>Adds a version of a template, which does not become the active one.</summary>
    public async Task<Guid> AddTemplateVersionAsync(
        Guid? template = null, string? name = null, DateTimeOffset? createdAt = null, CancellationToken ct = default) => await InsertAsync(
        """
        insert into template_versions (id, template_id, organization_id, created_at, name, job_id, created_by)
        select $1, template.id, template.organization_id, $3, $4, gen_random_uuid(), template.created_by
        from templates template where template.id = $2
        """,
        ct, template ?? await TemplateAsync(ct), Utc(createdAt ?? now), name ?? NextName("version"));

    /// <summary>Adds a workspace, without a build.</summary>
    public async Task<Guid> AddWorkspaceAsync(
        Guid? owner = null, Guid? template = null, bool deleted = false, string? name = null, DateTimeOffset? createdAt = null,
        DateTimeOffset? lastUsedAt = null, CancellationToken ct = default)
    {
        // Before the time zone came into the column, it held UTC.
        var lastUsed = database.Era == Era.E1 ? "$7::timestamptz at time zone 'UTC'" : "$7::timestamptz";
        return await InsertAsync(
            $"""
            insert into workspaces (id, owner_id, organization_id, template_id, deleted, name, created_at, updated_at, last_used_at)
            select $1, $2, template.organization_id, template.id, $4, $5, $6, $6, coalesce({lastUsed}, '0001-01-01')
            from templates template where template.id = $3
            """,
            ct, owner ?? await UserAsync(ct), template ?? await TemplateAsync(ct), deleted, name ?? NextName("workspace"),
            Utc(createdAt ?? now), Utc(lastUsedAt));
    }

    /// <summary>
    /// Adds a build and its job. With no times given the job is pending; what is given is what the rows say, however odd. The transition
    /// is start, stop or delete; the reason any of the era's. Left out, the number is the workspace's next, the version its template's
    /// active one, and the job's last update the latest step of its life.
    /// </summary>
    public async Task<Guid> AddBuildAsync(
        Guid? workspace = null, int? number = null, string transition = "start", Guid? version = null, DateTimeOffset? createdAt = null,
        DateTimeOffset? startedAt = null, DateTimeOffset? completedAt = null, DateTimeOffset? canceledAt = null, string? error = null,
        DateTimeOffset? updatedAt = null, string reason = "initiator", CancellationToken ct = default)
    {
        var build = Guid.NewGuid();
        var created = createdAt ?? startedAt ?? now;
        var job = await InsertAsync(
            """
            insert into provisioner_jobs
                (id, created_at, updated_at, started_at, completed_at, canceled_at, error, organization_id, initiator_id, provisioner,
                 storage_method, type, file_id)
            select $1, $3, coalesce($8, $5, $6, $4, $3), $4, $5, $6, $7, workspace.organization_id, workspace.owner_id, 'terraform', 'file',
                'workspace_build', gen_random_uuid()
            from workspaces workspace where workspace.id = $2
            """,
            ct, workspace ??= await AddWorkspaceAsync(ct: ct), Utc(created), Utc(startedAt), Utc(completedAt), Utc(canceledAt), error,
            Utc(updatedAt));
        await ExecuteAsync(
            """
            insert into workspace_builds
                (id, created_at, updated_at, workspace_id, template_version_id, build_number, transition, initiator_id, job_id,
                 reason)
            select $1, $2, $2, workspace.id, coalesce($4, template.active_version_id),
                coalesce($5, 1 + (select coalesce(max(build_number), 0) from workspace_builds where workspace_id = $3)),
                $6::text::workspace_transition, workspace.owner_id, $7, $8::text::build_reason
            from workspaces workspace join templates template on template.id = workspace.template_id
            where workspace.id = $3
            """,
            ct, build, Utc(created), workspace, version, number, transition, job, reason);
        return build;
    }

    /// <summary>Adds an agent to a build, with the resource that it hangs on.</summary>
    public async Task<Guid> AddAgentAsync(Guid build, string name = "main", CancellationToken ct = default)
    {
        var resource = await InsertAsync(
            """
            insert into workspace_resources (id, created_at, job_id, transition, type, name)
            select $1, $3, job_id, transition, 'docker_container', 'workspace' from workspace_builds where id = $2
            """,
            ct, build, Utc(now));
        return await InsertAsync(
            """
            insert into workspace_agents (id, created_at, name, resource_id, architecture, operating_system, lifecycle_state)
            values ($1, $2, $3, $4, 'amd64', 'linux', 'ready')
            """,
            ct, Utc(now), name, resource);
    }

    private async Task<Guid> OrganizationAsync(CancellationToken ct) => _organization ??= await AddOrganizationAsync(ct: ct);

    private async Task<Guid> UserAsync(CancellationToken ct) => _user ??= await AddUserAsync(ct: ct);

    private async Task<Guid> TemplateAsync(CancellationToken ct) => _template ??= await AddTemplateAsync(ct: ct);

    private string NextName(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{++_names}");

    // Flags that an era does not have yet can only be left out.
    private async Task SetAsync(string table, Guid id, CancellationToken ct, params (string Column, bool Set)[] flags)
    {
        foreach (var (column, _) in flags.Where(flag => flag.Set))
        {
            await ExecuteAsync($"update {table} set {column} = true where id = $1", ct, id);
        }
    }

    private static DateTime? Utc(DateTimeOffset? instant) => instant?.UtcDateTime;

    private async Task<Guid> InsertAsync(string sql, CancellationToken ct, params object?[] values)
    {
        var id = Guid.NewGuid();
        await ExecuteAsync(sql, ct, [id, .. values]);
        return id;
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        await command.ExecuteNonQueryAsync(ct);
    }
}
