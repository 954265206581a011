using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class MigrationTests(PostgresFixture postgres)
{
    private static readonly DeploymentShape Small = new(Users: 40, Templates: 6, Days: 4, Rows: 20_000);

    // Columns, indexes, constraints, enum values and triggers. In the order of the columns too.
    private const string Catalogue = """
        select concat_ws(' ', 'column', table_name, ordinal_position, column_name, data_type, udt_name, is_nullable, column_default,
                generation_expression)
            from information_schema.columns where table_schema = 'public'
        union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
        union all select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) from pg_constraint
            where connamespace = 'public'::regnamespace
        union all select concat_ws(' ', 'value', enumtypid::regtype, enumlabel) from pg_enum
        union all select concat_ws(' ', 'trigger', tgrelid::regclass, tgname) from pg_trigger where not tgisinternal
        union all select concat_ws(' ', 'migration', version, dirty) from schema_migrations
        order by 1
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task MigrateAsync_FilledDatabaseEraByEra_HasTheTablesOfAFreshOne()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await SimulatedDeployment.FillAsync(database, Small, TestTime.Now, ct: Ct);

        foreach (var era in Enum.GetValues<Era>().Skip(1))
        {
            await database.MigrateAsync(era, ct: Ct);

            database.Era.ShouldBe(era);
            await using var fresh = await postgres.NewDatabaseAsync(era);
            (await database.TextsAsync(Catalogue)).ShouldBe(await fresh.TextsAsync(Catalogue), era.ToString());
        }
    }

    [Fact]
    public async Task MigrateAsync_FilledDatabaseInOneGo_HasTheTablesOfAFreshOne()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await using var fresh = await postgres.NewDatabaseAsync(Era.E8);
        await SimulatedDeployment.FillAsync(database, Small, TestTime.Now, ct: Ct);
        var passed = new List<Era>();

        await database.MigrateAsync(Era.E8, era => Task.Run(() => passed.Add(era), Ct), Ct);

        passed.ShouldBe([.. Enum.GetValues<Era>().Skip(1)]);
        (await database.TextsAsync(Catalogue)).ShouldBe(await fresh.TextsAsync(Catalogue));
    }

    [Fact]
    public async Task MigrateAsync_Backwards_IsRefused()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E4);

        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => database.MigrateAsync(Era.E3, ct: Ct));
    }

    [Fact]
    public async Task MigrateAsync_E7_CountsReportsNewerThanADayBeforeTheNewestHalfHourByName()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E6);
        var rows = new CoderRows(database, TestTime.Now);
        var newest = new DateTimeOffset(2023, 11, 14, 15, 0, 0, TimeSpan.Zero);
        await rows.AddUsageAsync(newest, ct: Ct);
        await rows.AddStatAsync(newest.AddDays(-1), vsCode: 3, ct: Ct);
        await rows.AddStatAsync(newest.AddDays(-1).AddSeconds(1), vsCode: 2, ssh: 1, ct: Ct);
        await rows.AddStatAsync(newest, ct: Ct);

        await database.MigrateAsync(Era.E7, ct: Ct);

        (await database.TextsAsync("select session_counts::text from workspace_agent_stats order by created_at"))
            .ShouldBe(["{}", """{"ssh": 1, "vscode": 2}""", "{}"]);
    }

    [Fact]
    public async Task MigrateAsync_E7NothingRolledUp_CountsAllReportsByName()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E6);
        await new CoderRows(database, TestTime.Now).AddStatAsync(TestTime.Now.AddDays(-100), jetBrains: 1, reconnectingPty: 2, ct: Ct);

        await database.MigrateAsync(Era.E7, ct: Ct);

        (await database.TextsAsync("select session_counts::text from workspace_agent_stats"))
            .ShouldBe(["""{"jetbrains": 1, "reconnecting_pty": 2}"""]);
    }

    [Fact]
    public async Task MigrateAsync_E8_KeepsTheMinutesOfEachFamilyByName()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E7);
        var rows = new CoderRows(database, TestTime.Now);
        await rows.AddUsageAsync(
            TestTime.Now, sessionMins: new Dictionary<string, int>
            {
                [SessionApps.Ssh] = 1,
                [SessionApps.Sftp] = 2,
                [SessionApps.ReconnectingPty] = 3,
                [SessionApps.VsCode] = 4,
                [SessionApps.JetBrains] = 5,
            },
            ct: Ct);
        await rows.AddUsageAsync(TestTime.Now.AddHours(1), sessionMins: new Dictionary<string, int> { [SessionApps.VsCode] = 6 }, ct: Ct);

        await database.MigrateAsync(Era.E8, ct: Ct);

        (await database.TextsAsync("""
            select concat_ws(' ', app_name, usage_mins) from template_usage_stats_session_apps order by start_time, usage_mins
            """)).ShouldBe(["ssh 1", "sftp 2", "reconnecting_pty 3", "vscode 4", "jetbrains 5", "vscode 6"]);
        await database.ExecuteAsync("delete from template_usage_stats", Ct);
        (await database.ScalarAsync("select count(*) from template_usage_stats_session_apps")).ShouldBe(0L);
    }

    [Fact]
    public async Task MigrateAsync_E5_BringsThePrebuildsUserAndTheHistoryOfAccounts()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E4);
        var rows = new CoderRows(database, TestTime.Now);
        await rows.AddUserAsync("left", "suspended", deleted: true, ct: Ct);

        await database.MigrateAsync(Era.E5, ct: Ct);
        var later = await rows.AddUserAsync("later", ct: Ct);
        await database.ExecuteAsync($"update users set status = 'suspended' where id = '{later}'", Ct);
        await database.ExecuteAsync($"update users set deleted = true where id = '{later}'", Ct);

        (await database.TextsAsync("select username || ' ' || id from users where is_system"))
            .ShouldBe([$"prebuilds {SimulatedDatabase.PrebuildsUser}"]);
        (await database.TextsAsync("""
            select username || ' ' || new_status from user_status_changes join users on users.id = user_id where not is_system
            """)).ShouldBe(["left suspended", "later active", "later suspended"], ignoreOrder: true);
        (await database.TextsAsync("select username from user_deleted join users on users.id = user_id"))
            .ShouldBe(["left", "later"], ignoreOrder: true);
    }

    [Fact]
    public async Task MigrateAsync_LocksHeld_NobodySeesTheChangeUntilTheyAreReleased()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E6);
        const string HasColumn = "select count(*) from pg_attribute where attname = 'session_counts'";

        await database.MigrateAsync(
            Era.E7,
            async _ =>
            {
                (await database.ScalarAsync(HasColumn)).ShouldBe(0L);
                (await database.ScalarAsync("""
                    select count(*) from pg_locks
                    where relation = 'workspace_agent_stats'::regclass and mode = 'AccessExclusiveLock' and granted
                    """)).ShouldBe(1L);
            },
            Ct);

        ((long)(await database.ScalarAsync(HasColumn))!).ShouldBeGreaterThan(0);
    }
}
