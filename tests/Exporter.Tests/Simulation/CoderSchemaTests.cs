using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class CoderSchemaTests(PostgresFixture postgres)
{
    private const string Columns = """
        select concat_ws(' ', table_name || '.' || column_name, case data_type when 'USER-DEFINED' then udt_name else data_type end,
            case is_nullable when 'NO' then 'not null' end, 'default ' || column_default)
        from information_schema.columns where table_schema = 'public'
        """;

    [Theory]
    [InlineData(Era.E1, 108L)]
    [InlineData(Era.E2, 164L, "workspace_app_stats")]
    [InlineData(Era.E3, 205L, "workspace_app_stats", "template_usage_stats")]
    [InlineData(Era.E4, 259L, "workspace_app_stats", "template_usage_stats")]
    [InlineData(Era.E5, 302L, "workspace_app_stats", "template_usage_stats", "user_status_changes", "user_deleted")]
    [InlineData(Era.E6, 500L, "workspace_app_stats", "template_usage_stats", "user_status_changes", "user_deleted")]
    [InlineData(Era.E7, 590L, "workspace_app_stats", "template_usage_stats", "user_status_changes", "user_deleted")]
    [InlineData(
        Era.E8, 596L, "workspace_app_stats", "template_usage_stats", "user_status_changes", "user_deleted",
        "template_usage_stats_session_apps")]
    public async Task CreateDatabaseAsync_Era_HasItsMigrationAndTables(Era era, long migration, params string[] newer)
    {
        await using var database = await postgres.NewDatabaseAsync(era);

        (await database.ScalarAsync("select version from schema_migrations where not dirty")).ShouldBe(migration);
        var tables = await database.TextsAsync("select tablename::text from pg_tables where schemaname = 'public'");
        string[] everywhere =
        [
            "group_members", "groups", "organization_members", "organizations", "provisioner_jobs", "schema_migrations",
            "template_versions", "templates", "users", "workspace_agent_stats", "workspace_agents", "workspace_builds",
            "workspace_resources", "workspaces",
        ];
        tables.ShouldBe([.. everywhere, .. newer], ignoreOrder: true);
    }

    [Fact]
    public async Task CreateDatabaseAsync_E1_HasTheColumnsOfMarch2023()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);

        var columns = await database.TextsAsync(Columns);

        columns.ShouldContain("workspace_agent_stats.created_at timestamp with time zone not null");
        columns.ShouldContain("workspace_agent_stats.connection_median_latency_ms double precision not null default '-1'::integer");
        columns.ShouldContain("workspace_agent_stats.session_count_ssh bigint not null default 0");
        columns.ShouldContain(column => column.StartsWith("workspaces.last_used_at timestamp without time zone not null"));
        columns.ShouldContain("users.status user_status not null default 'active'::user_status");
        columns.ShouldNotContain(column => column.Contains("job_status") || column.Contains("dormant") || column.Contains("locked"));
    }

    [Fact]
    public async Task CreateDatabaseAsync_E2_HasTheColumnsOfNovember2023()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);

        var columns = await database.TextsAsync(Columns);

        columns.ShouldContain(column => column.StartsWith("workspaces.last_used_at timestamp with time zone not null"));
        columns.ShouldContain("workspaces.dormant_at timestamp with time zone");
        columns.ShouldContain("provisioner_jobs.job_status provisioner_job_status not null");
        columns.ShouldContain("users.status user_status not null default 'dormant'::user_status");
        columns.ShouldContain("template_versions.archived boolean not null default false");
        columns.ShouldContain("workspace_app_stats.session_ended_at timestamp with time zone not null");
    }

    [Theory]
    [InlineData(
        Era.E3, "templates.deprecated text not null default ''::text", "workspaces.favorite boolean not null default false",
        "organizations.is_default boolean not null default false", "template_usage_stats.start_time timestamp with time zone not null",
        "template_usage_stats.median_latency_ms real", "template_usage_stats.usage_mins smallint not null",
        "template_usage_stats.sftp_mins smallint not null", "template_usage_stats.app_usage_mins jsonb")]
    [InlineData(Era.E4, "workspace_agent_stats.usage boolean not null default false", "organizations.display_name text not null")]
    [InlineData(
        Era.E5, "users.is_system boolean not null default false", "organizations.deleted boolean not null default false",
        "workspaces.next_start_at timestamp with time zone", "user_status_changes.new_status user_status not null",
        "user_deleted.deleted_at timestamp with time zone not null", "workspace_builds.template_version_preset_id uuid")]
    [InlineData(
        Era.E6, "users.is_service_account boolean not null default false", "workspace_agents.parent_id uuid",
        "workspace_agents.deleted boolean not null default false", "provisioner_jobs.logs_overflowed boolean not null default false")]
    [InlineData(Era.E7, "workspace_agent_stats.session_counts jsonb not null default '{}'::jsonb")]
    [InlineData(
        Era.E8, "template_usage_stats_session_apps.app_name text not null",
        "template_usage_stats_session_apps.usage_mins smallint not null",
        "template_usage_stats.usage_mins smallint not null", "template_usage_stats.app_usage_mins jsonb")]
    public async Task CreateDatabaseAsync_LaterEra_HasTheColumnsThatCameWithIt(Era era, params string[] columns)
    {
        await using var before = await postgres.NewDatabaseAsync(era - 1);
        await using var database = await postgres.NewDatabaseAsync(era);

        var found = await database.TextsAsync(Columns);

        columns.ShouldBeSubsetOf(found);
        (await before.TextsAsync(Columns)).Intersect(columns).ShouldBe(era == Era.E8 ? columns[2..] : [], ignoreOrder: true);
    }

    [Theory]
    [InlineData(
        Era.E7, "session_count_jetbrains bigint", "session_count_reconnecting_pty bigint", "session_count_ssh bigint",
        "session_count_vscode bigint")]
    [InlineData(
        Era.E8, "jetbrains_mins smallint", "reconnecting_pty_mins smallint", "sftp_mins smallint", "ssh_mins smallint",
        "vscode_mins smallint")]
    public async Task CreateDatabaseAsync_LaterEra_LacksTheColumnsThatWentWithIt(Era era, params string[] columns)
    {
        await using var before = await postgres.NewDatabaseAsync(era - 1);
        await using var database = await postgres.NewDatabaseAsync(era);

        (await before.TextsAsync(Columns)).Except(await database.TextsAsync(Columns))
            .Select(column => string.Join(' ', column.Split('.', 2)[1].Split(' ')[..2])).ShouldBe(columns, ignoreOrder: true);
    }

    [Fact]
    public async Task CreateDatabaseAsync_E3ToE8_RollupHasItsIndexes()
    {
        await using var oldest = await postgres.NewDatabaseAsync(Era.E3);
        await using var newest = await postgres.NewDatabaseAsync(Era.E8);
        const string Indexes = """
            select concat_ws(' ', case when indexdef like '% UNIQUE %' then 'unique' end, substring(indexdef from 'USING btree (.*)'))
            from pg_indexes where tablename = '{0}' order by indexname
            """;
        var rollup = Indexes.Replace("{0}", "template_usage_stats");

        (await oldest.TextsAsync(rollup)).ShouldBe(
            ["unique (start_time, template_id, user_id)", "(start_time DESC)", "unique (start_time, template_id, user_id)"],
            ignoreOrder: true);
        (await newest.TextsAsync(rollup)).ShouldBe(await oldest.TextsAsync(rollup));
        (await newest.TextsAsync(Indexes.Replace("{0}", "template_usage_stats_session_apps")))
            .ShouldBe(["unique (start_time, user_id, template_id, app_name)"]);
    }

    [Theory]
    [InlineData(Era.E2, "session_count_vscode, session_count_jetbrains, session_count_reconnecting_pty, session_count_ssh, ")]
    [InlineData(Era.E6, "session_count_vscode, session_count_jetbrains, session_count_reconnecting_pty, session_count_ssh, ")]
    [InlineData(Era.E8, "")]
    public async Task CreateDatabaseAsync_Era_IndexOfConnectionsHoldsTheSessionsWhileTheyAreColumns(Era era, string sessions)
    {
        await using var database = await postgres.NewDatabaseAsync(era);

        (await database.TextsAsync("""
            select substring(indexdef from 'USING (.*)') from pg_indexes
            where indexname = 'workspace_agent_stats_template_id_created_at_user_id_idx'
            """)).ShouldBe([
            $"btree (template_id, created_at, user_id) INCLUDE ({sessions}connection_median_latency_ms) WHERE (connection_count > 0)"]);
    }

    [Theory]
    [InlineData(Era.E1, "initiator autostart autostop")]
    [InlineData(Era.E2, "initiator autostart autostop autolock failedstop autodelete")]
    [InlineData(Era.E5, "initiator autostart autostop dormancy failedstop autodelete")]
    [InlineData(
        Era.E8, "initiator autostart autostop dormancy failedstop autodelete dashboard cli ssh_connection vscode_connection "
        + "jetbrains_connection task_auto_pause task_manual_pause task_resume")]
    public async Task CreateDatabaseAsync_Era_HasTheReasonsOfBuildsOfItsTime(Era era, string reasons)
    {
        await using var database = await postgres.NewDatabaseAsync(era);

        (await database.TextsAsync("""
            select string_agg(enumlabel, ' ' order by enumsortorder) from pg_enum where enumtypid = 'build_reason'::regtype
            """)).ShouldBe([reasons]);
    }

    [Theory]
    [InlineData(Era.E1, "agent_stats_pkey", "idx_agent_stats_created_at", "idx_agent_stats_user_id")]
    [InlineData(
        Era.E2, "agent_stats_pkey", "idx_agent_stats_created_at", "idx_agent_stats_user_id",
        "workspace_agent_stats_template_id_created_at_user_id_idx")]
    [InlineData(
        Era.E8, "agent_stats_pkey", "idx_agent_stats_created_at", "idx_agent_stats_user_id",
        "workspace_agent_stats_template_id_created_at_user_id_idx")]
    public async Task CreateDatabaseAsync_Era_HasItsIndexesAlsoAfterAFill(Era era, params string[] expected)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var indexes = "select indexdef from pg_indexes where tablename = 'workspace_agent_stats' order by indexname";
        var before = await database.TextsAsync(indexes);

        await SimulatedDeployment.FillAsync(
            database, new DeploymentShape(Users: 1, Days: 1, Rows: 100), TestTime.Now, ct: TestContext.Current.CancellationToken);

        before.Count.ShouldBe(expected.Length);
        expected.ShouldAllBe(name => before.Any(definition => definition.Contains(name)));
        (await database.TextsAsync(indexes)).ShouldBe(before);
    }

    [Theory]
    [InlineData(null, null, null, null, "pending")]
    [InlineData(1, null, null, null, "running")]
    [InlineData(1, null, 2, null, "canceling")]
    [InlineData(1, 2, 2, null, "canceled")]
    [InlineData(1, 2, null, null, "succeeded")]
    [InlineData(1, 2, null, "", "succeeded")]
    [InlineData(1, 2, 2, "no", "failed")]
    [InlineData(null, null, 2, "no", "failed")]
    public async Task JobStatus_FromTimesAndError_AsCoderDerivesIt(
        int? started, int? completed, int? canceled, string? error, string expected)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);

        await new CoderRows(database, TestTime.Now).AddBuildAsync(
            startedAt: At(started), completedAt: At(completed), canceledAt: At(canceled), error: error,
            ct: TestContext.Current.CancellationToken);

        (await database.TextsAsync("select job_status::text from provisioner_jobs")).ShouldBe([expected]);
    }

    private static DateTimeOffset? At(int? minutes) => minutes is null ? null : TestTime.Now.AddMinutes(minutes.Value);
}
