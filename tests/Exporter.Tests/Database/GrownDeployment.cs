using Simulation;

namespace Exporter.Tests.Database;

/// <summary>A database that has been in use for two months: large enough that the planner has a choice, and with statistics to choose by.</summary>
internal static class GrownDeployment
{
    // Only columns that every era has. Of the workspaces that there ever were, a third is left.
    private const string Rows =
        """
        insert into organizations (id, name, description, created_at, updated_at) values (md5('organization')::uuid, 'one', '', @now, @now);

        insert into users (id, email, username, created_at, updated_at)
        select md5('user ' || n)::uuid, n || '@example.com', 'user-' || n, @now, @now from generate_series(1, 1000) as n;

        insert into templates (id, created_at, updated_at, organization_id, name, provisioner, active_version_id, created_by)
        select md5('template ' || n)::uuid, @now, @now, md5('organization')::uuid, 'template-' || n, 'terraform', md5('version ' || n)::uuid, md5('user 1')::uuid
        from generate_series(1, 40) as n;

        insert into template_versions (id, template_id, organization_id, created_at, name, job_id, created_by)
        select md5('version ' || n)::uuid, md5('template ' || 1 + (n - 1) % 40)::uuid, md5('organization')::uuid, @now, n, gen_random_uuid(), md5('user 1')::uuid
        from generate_series(1, 1000) as n;

        insert into workspaces (id, created_at, updated_at, owner_id, organization_id, template_id, deleted, name)
        select md5('workspace ' || n)::uuid, @now, @now, md5('user ' || 1 + n % 1000)::uuid, md5('organization')::uuid,
            md5('template ' || 1 + n % 40)::uuid, n % 3 <> 0, 'workspace-' || n
        from generate_series(0, 2999) as n;

        insert into provisioner_jobs
            (id, created_at, updated_at, started_at, completed_at, organization_id, initiator_id, provisioner, storage_method, type, file_id)
        select md5('job ' || n)::uuid, at, at, at, at + interval '1 minute', md5('organization')::uuid, md5('user 1')::uuid, 'terraform', 'file',
            'workspace_build', gen_random_uuid()
        from generate_series(0, 19999) as n cross join lateral (select @now - interval '4 minutes' * (20000 - n) as at) as moment;

        insert into workspace_builds (id, created_at, updated_at, workspace_id, template_version_id, build_number, transition, initiator_id, job_id)
        select gen_random_uuid(), @now, @now, md5('workspace ' || n % 3000)::uuid, md5('version ' || 1 + n % 1000)::uuid, 1 + n / 3000, 'start',
            md5('user 1')::uuid, md5('job ' || n)::uuid
        from generate_series(0, 19999) as n;

        insert into workspace_agent_stats (id, created_at, user_id, agent_id, workspace_id, template_id, connection_count)
        select gen_random_uuid(), @now - interval '26 seconds' * (200000 - n), md5('user ' || 1 + n % 1000)::uuid, md5('agent ' || n % 1000)::uuid,
            md5('workspace ' || n % 1000)::uuid, md5('template ' || 1 + n % 40)::uuid, n % 2
        from generate_series(1, 200000) as n;
        """;

    private const string Rollup =
        """
        insert into template_usage_stats (start_time, end_time, template_id, user_id, usage_mins)
        select start_time, start_time + interval '30 minutes', md5('template ' || 1 + n % 40)::uuid, md5('user ' || 1 + n % 1000)::uuid, 30
        from generate_series(0, 199999) as n
        cross join lateral (select date_trunc('hour', @now) - interval '30 minutes' * (n / 70) as start_time) as half_hour;
        """;

    private static readonly string[] MinutesOfSessions = ["ssh_mins", "sftp_mins", "reconnecting_pty_mins", "vscode_mins", "jetbrains_mins"];

    public static async Task FillAsync(SimulatedDatabase database, DateTimeOffset now)
    {
        await RunAsync(database, now, database.Era < Era.E4 ? Rows : Rows
            .Replace("organizations (id, name,", "organizations (id, display_name, name,", StringComparison.Ordinal)
            .Replace("'one',", "'One', 'one',", StringComparison.Ordinal));
        if (database.Era >= Era.E3)
        {
            await RunAsync(database, now, database.Era >= Era.E8 ? Rollup : Rollup
                .Replace("usage_mins)", $"usage_mins, {string.Join(", ", MinutesOfSessions)})", StringComparison.Ordinal)
                .Replace(" 30\n", $" 30{string.Concat(MinutesOfSessions.Select(_ => ", 0"))}\n", StringComparison.Ordinal));
        }
        await database.ExecuteAsync("analyze", TestContext.Current.CancellationToken);
    }

    private static async Task RunAsync(SimulatedDatabase database, DateTimeOffset now, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        command.Parameters.AddWithValue("now", now.UtcDateTime);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
