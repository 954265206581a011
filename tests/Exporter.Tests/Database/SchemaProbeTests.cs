using Exporter.Database;
using Exporter.Tests.Fixtures;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Database;

public sealed class SchemaProbeTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Era.E1, "E1")]
    [InlineData(Era.E2, "E2")]
    public async Task ReadAsync_SimulatedEra_IsFoundAndUsable(Era era, string name)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var schema = await ProbeAsync(database.ConnectionString);

        schema.Era.ShouldBe(name);
        schema.Problems.ShouldBeEmpty();
        schema.Supported.ShouldBeTrue();
        schema.Migration.ShouldNotBeNull().ShouldBeGreaterThan(100);
        schema.Has("workspaces", "owner_id").ShouldBeTrue();
        schema.Has("workspaces", "no_such_column").ShouldBeFalse();
        schema.Columns[("workspace_agent_stats", "created_at")].TypeName.ShouldBe("timestamp with time zone");
    }

    [Fact]
    public async Task ReadAsync_SchemaThatGrows_GoesThroughTheEras()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        (string Change, string Era)[] steps =
        [
            ("create table template_usage_stats (start_time timestamptz, ssh_mins smallint)", "E2"),
            ("insert into template_usage_stats values (now(), 1)", "E3"),
            ("alter table workspace_agent_stats add column usage boolean not null default false", "E4"),
            ("alter table users add column is_system boolean not null default false", "E5"),
            ("alter table users add column is_service_account boolean not null default false", "E6"),
            ("alter table workspace_agent_stats add column session_counts jsonb", "E6"),
            ("alter table workspace_agent_stats drop column session_count_ssh", "E7"),
            ("create table template_usage_stats_session_apps (app_name text); alter table template_usage_stats drop column ssh_mins", "E8"),
            ("drop table template_usage_stats_session_apps; alter table workspace_agent_stats rename to agent_stats", "E0"),
        ];
        foreach (var (change, era) in steps)
        {
            await database.ExecuteAsync(change, Cancellation);
            (await ProbeAsync(database.ConnectionString)).Era.ShouldBe(era, change);
        }
    }

    [Fact]
    public async Task ReadAsync_EmptyDatabase_IsRefusedInOneSentence()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await database.ExecuteAsync("drop owned by current_user; create schema elsewhere; create table elsewhere.workspace_agent_stats (id uuid)", Cancellation);

        var schema = await ProbeAsync(database.ConnectionString);

        schema.Era.ShouldBe(SchemaEra.None);
        schema.Migration.ShouldBeNull();
        schema.Supported.ShouldBeFalse();
        schema.Problems.ShouldHaveSingleItem().ShouldStartWith("no table of Coder's is here");
    }

    [Fact]
    public async Task ReadAsync_TablesInASchemaOnTheSearchPath_AreFound()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await postgres.Server.ExecuteAsync("alter schema public rename to elsewhere; create schema public", database.Name, Cancellation);

        (await ProbeAsync(database.ConnectionString)).Era.ShouldBe(SchemaEra.None);
        (await ProbeAsync(database.ConnectionString + ";Search Path=elsewhere")).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_RoleWithoutRights_NamesEveryGrant()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var role = $"reader_{Guid.NewGuid():N}";
        await postgres.Server.ExecuteAsync($"create role {role} login password 'x'", ct: Cancellation);
        var connection = postgres.Server.ConnectionString(role, "x", database.Name);

        var none = await ProbeAsync(connection);
        none.Era.ShouldBe("E1");
        none.Supported.ShouldBeTrue("the schema is right; only rights are missing");
        none.Migration.ShouldBeNull();
        none.Problems.Length.ShouldBe(NeededColumns.Required(none).Length);
        none.Problems.ShouldContain("the role may not read organizations: run \"grant select (id, name) on organizations to ROLE\" with its name.");

        foreach (var problem in none.Problems)
            await postgres.Server.ExecuteAsync(problem.Split('"')[1].Replace("ROLE", role, StringComparison.Ordinal), database.Name, Cancellation);
        (await ProbeAsync(connection)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_MissingTableAndColumn_AreNamed()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await database.ExecuteAsync("drop table template_versions cascade; alter table templates rename column display_name to title", Cancellation);

        var schema = await ProbeAsync(database.ConnectionString);
        schema.Supported.ShouldBeFalse();
        schema.Problems.ShouldBe(
        [
            "table template_versions is missing, or not where the role looks for it: check the database, the schema and search_path.",
            "table templates has no display_name: this is not a schema of Coder's that the exporter knows.",
        ]);
    }

    private static async Task<Schema> ProbeAsync(string connectionString)
    {
        await using var source = new NpgsqlSlimDataSourceBuilder(connectionString + ";Pooling=false").Build();
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using (var readOnly = new NpgsqlCommand("set transaction read only", connection, transaction))
            await readOnly.ExecuteNonQueryAsync(Cancellation);
        return await SchemaProbe.ReadAsync(connection, transaction, Cancellation);
    }
}
