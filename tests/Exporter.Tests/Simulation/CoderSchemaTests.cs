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
    [InlineData(Era.E2, 164L)]
    public async Task CreateDatabaseAsync_Era_HasItsMigrationAndTables(Era era, long migration)
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
        tables.ShouldBe(era == Era.E1 ? everywhere : [.. everywhere, "workspace_app_stats"], ignoreOrder: true);
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
    [InlineData(Era.E1, "agent_stats_pkey", "idx_agent_stats_created_at", "idx_agent_stats_user_id")]
    [InlineData(
        Era.E2, "agent_stats_pkey", "idx_agent_stats_created_at", "idx_agent_stats_user_id",
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
