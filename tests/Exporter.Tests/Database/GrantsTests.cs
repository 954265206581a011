using Exporter.Activity;
using Exporter.Database;
using Exporter.Tests.Cli;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Simulation;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Database;

/// <summary>What the role of <c>docs/grants.sql</c> can do, which is the role that the exporter has in every test.</summary>
public sealed class GrantsTests(PostgresFixture postgres)
{
    private const string Path = "docs/grants.sql";
    private const string Reader = "grants_reader";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<Era> Eras => [.. Enum.GetValues<Era>()];

    [Fact]
    public void File_OfGrants_NamesWhatIsReadOnAnyEra()
    {
        const string before = "        from (values\n";
        const string after = "        ) as needed";
        var text = File.ReadAllText(System.IO.Path.Combine(Golden.RepositoryRoot, Path));
        var rows = EverNeeded.Columns.Select(table =>
            $"            ('{table.Key}', array[{string.Join(", ", table.Value.Select(column => $"'{column}'"))}])");
        Golden.Check(Path, text[..(text.IndexOf(before, StringComparison.Ordinal) + before.Length)] + string.Join(",\n", rows) + "\n"
            + text[text.IndexOf(after, StringComparison.Ordinal)..]);
    }

    [Theory, MemberData(nameof(Eras))]
    public async Task Role_OnAnEra_ReadsWhatIsNeededAndNothingElse(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var columns = await database.TextsAsync(
            """
            select class.relname || '.' || attribute.attname
            from pg_class as class join pg_attribute as attribute on attribute.attrelid = class.oid
            where class.relnamespace = 'public'::regnamespace and class.relkind in ('r', 'v', 'm', 'p') and not attribute.attisdropped and attribute.attnum > 0
              and class.relname not like 'pg_stat_statements%'
            """);
        columns.Count.ShouldBeGreaterThan(80);
        await using var role = await ReaderAsync(database);
        var needed = EverNeeded.Columns.SelectMany(table => table.Value.Select(column => $"{table.Key}.{column}")).ToHashSet();

        List<string> readable = [];
        foreach (var column in columns)
        {
            var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
            if (await MayAsync(role, $"select \"{name}\" from \"{table}\" limit 0")) readable.Add(column);
        }

        readable.ShouldBe(columns.Where(needed.Contains), ignoreOrder: true);
        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=" + database.Url);
        (run.ExitCode, run.Errors).ShouldBe((0, ""));
    }

    /// <summary>By right, and not only because its transactions are read-only, which a session can change.</summary>
    [Theory]
    [InlineData(Era.E2)]
    [InlineData(Era.E8)]
    public async Task Role_ThatWrites_IsRefused(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        await using var role = await ReaderAsync(database);
        (await MayAsync(role, "create temporary table mine (id int)")).ShouldBeFalse();
        await using var careless = await ReaderAsync(database, "-c default_transaction_read_only=off");
        foreach (var table in EverNeeded.Columns.Keys)
        {
            if (await database.ScalarAsync($"select to_regclass('{table}')::text") is null or DBNull) continue;
            foreach (var statement in (string[])[$"insert into {table} default values", $"update {table} set {EverNeeded.Columns[table][0]} = null",
                $"delete from {table}", $"truncate {table}", $"drop table {table}", $"begin; lock table {table} in share mode; commit", $"alter table {table} add mine int"])
                (await MayAsync(careless, statement)).ShouldBeFalse(statement);
        }
        foreach (var statement in (string[])["create schema mine", "create role mine", "alter system set work_mem = '1MB'", "copy (select 1) to '/tmp/mine'",
            "select pg_read_file('postgresql.conf')", "select * from pg_authid", "select pg_reload_conf()", $"alter role {Reader} createrole"])
            (await MayAsync(careless, statement)).ShouldBeFalse(statement);
    }

    [Fact]
    public async Task File_RunByPsql_MakesTheRoleAndTakesBackWhatItNeedsNot()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E8);
        var name = $"Reader \"{Guid.NewGuid():N}\"";
        var file = System.IO.Path.Combine(Golden.RepositoryRoot, Path);
        var superuser = new NpgsqlConnectionStringBuilder(postgres.Server.SuperuserConnectionString);
        string[] arguments =
        [
            "--no-psqlrc", "--set", $"role={name}", "--file", file,
            $"host={superuser.Host} port={superuser.Port} user={superuser.Username} password={superuser.Password} dbname={database.Name}",
        ];
        var (exitCode, output) = await Tool.Psql.RunAsync("", arguments);
        exitCode.ShouldBe(0, output);
        var quoted = $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await postgres.Server.ExecuteAsync($"alter role {quoted} password 'x'; grant select on users to {quoted}; grant insert (name) on templates to {quoted}",
            database.Name, Cancellation);
        await using var role = NpgsqlDataSource.Create(postgres.Server.ConnectionString(name, "x", database.Name) + ";Pooling=false");
        (await MayAsync(role, "select email from users limit 0")).ShouldBeTrue();

        (exitCode, output) = await Tool.Psql.RunAsync("", arguments);

        exitCode.ShouldBe(0, output);
        (await MayAsync(role, "select email from users limit 0")).ShouldBeFalse();
        (await MayAsync(role, "select is_system from users limit 0")).ShouldBeTrue();
        (await database.ScalarAsync(
            "select count(*) from pg_attribute, aclexplode(attacl) as acl where attrelid = 'templates'::regclass and acl.privilege_type <> 'SELECT'")).ShouldBe(0L);
    }

    [Theory]
    [InlineData(Era.E1)]
    [InlineData(Era.E8)]
    public async Task Exporter_RefreshingEveryArea_AsksNothingButItsOwnStatements(Era era)
    {
        await using var server = await PostgresServer.StartAsync(ct: Cancellation);
        server.HasStatementStatistics.ShouldBeTrue();
        await server.ExecuteAsync("create extension pg_stat_statements", ct: Cancellation);
        await using var database = await server.CreateDatabaseAsync(era, ct: Cancellation);
        var now = TestTime.Now;
        var deployment = await SimulatedDeployment.FillAsync(database, new(Users: 20, Templates: 3, Days: 5, Rows: 2000), now, ct: Cancellation);
        await using var exporter = await TestExporter.StartAsync(database, new(now));
        for (var minute = 0; minute < 7; minute++)
        {
            await exporter.RefreshAsync();
            exporter.Time.Advance(TimeSpan.FromMinutes(1));
            await deployment.StepAsync(exporter.Time.GetUtcNow(), Cancellation);
        }
        (await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=" + database.Url)).ExitCode.ShouldBe(0);

        var asked = await OwnStatements.AskedAsync(server);
        asked.Count(OwnStatements.IsKnown).ShouldBeGreaterThan(12); // or it would not be seen
        (await OwnStatements.OthersAsync(server)).ShouldBeEmpty();
    }

    /// <summary>Coder now keeps the history in a table that the role may not read: what was served stays, rather than what is left in the old place.</summary>
    [Fact]
    public async Task Upgrade_BeforeTheGrantsAreRunAgain_KeepsTheNumbersAndSaysWhatToDo()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, TestTime.Now);
        for (var day = 0; day < 3; day++) await rows.AddStatAsync(TestTime.Now.AddDays(-day), ssh: 1);
        await using var exporter = await TestExporter.StartAsync(database, new(TestTime.Now));
        await exporter.RefreshAsync();
        var before = exporter.Current<ActivitySnapshot>();

        await database.MigrateAsync(Era.E3);
        await database.RollUpAsync(TestTime.Now);
        await database.ExecuteAsync($"revoke all on template_usage_stats from {OwnStatements.Role}; delete from workspace_agent_stats", Cancellation);
        exporter.Time.Advance(TimeSpan.FromMinutes(6)); // the schema is looked at every five
        (await Should.ThrowAsync<UnsupportedSchemaException>(exporter.RefreshAsync<ActivitySnapshot>)).Message.ShouldContain("docs/grants.sql");

        exporter.Current<ActivitySnapshot>().ShouldBeSameAs(before);
        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=" + database.Url);
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldBe(
            ["error: the role may not read template_usage_stats: run \"grant select (start_time, template_id, user_id) on template_usage_stats to ROLE\" with its name."]);
        await database.ExecuteAsync(ExporterRole.Grants(), Cancellation);
        exporter.Time.Advance(TimeSpan.FromMinutes(6));
        await exporter.RefreshAsync<ActivitySnapshot>();
        exporter.Current<ActivitySnapshot>().Source.ShouldBe(ActivitySource.UsageRollup);
    }

    /// <summary>Not the exporter's own role, of which is counted what it asks.</summary>
    private async Task<NpgsqlDataSource> ReaderAsync(SimulatedDatabase database, string options = "")
    {
        await postgres.Server.ExecuteAsync($"{ExporterRole.Grants(Reader)}; alter role {Reader} password 'x'", database.Name, Cancellation);
        return NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(postgres.Server.ConnectionString(Reader, "x", database.Name))
        {
            MaxPoolSize = 1,
            Options = options,
        });
    }

    private static async Task<bool> MayAsync(NpgsqlDataSource role, string sql)
    {
        try
        {
            await using var command = role.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(Cancellation);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            return false;
        }
    }
}
