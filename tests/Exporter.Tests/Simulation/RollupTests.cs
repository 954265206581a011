using Exporter.Tests.Fixtures;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class RollupTests(PostgresFixture postgres)
{
    // Far from both ends of a half-hour.
    private static readonly DateTimeOffset Start = new(2023, 11, 14, 15, 10, 0, TimeSpan.Zero);

    // What every era has.
    private const string Common = """
        select concat_ws(' ', extract(epoch from start_time)::bigint, extract(epoch from end_time - start_time)::int, template_id, user_id,
            usage_mins, 'latency', median_latency_ms::numeric(20, 3), app_usage_mins)
        from template_usage_stats order by start_time, template_id, user_id
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<Era> Eras => [.. Enum.GetValues<Era>().Where(era => era >= Era.E3)];

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task RollUpAsync_ReportsAndVisits_CountsEachMinuteOnce(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var rows = new CoderRows(database, Start);
        var user = await rows.AddUserAsync(ct: Ct);
        var template = await rows.AddTemplateAsync(ct: Ct);
        var workspace = await rows.AddWorkspaceAsync(user, template, ct: Ct);
        await rows.AddStatAsync(Start, user, template: template, reconnectingPty: 1, latency: 1, ct: Ct);
        await rows.AddStatAsync(Start.AddMinutes(1), user, template: template, reconnectingPty: 1, latency: 1, ct: Ct);
        await rows.AddAppSessionAsync(Start.AddMinutes(1), Start.AddMinutes(2), user, workspace, ct: Ct);
        await rows.AddAppSessionAsync(Start.AddMinutes(2), Start.AddMinutes(3), user, workspace, ct: Ct);

        (await database.RollUpAsync(Start.AddMinutes(20), Ct)).ShouldBe(1);

        (await database.TextsAsync(Common)).ShouldBe(
            [$$"""{{Start.AddMinutes(-10).ToUnixTimeSeconds()}} 1800 {{template}} {{user}} 3 latency 1.000 {"code-server": 2}"""]);
        (await database.SessionMinsAsync()).ShouldBe(["reconnecting_pty 2"]);
        (await database.RollUpAsync(Start.AddMinutes(20), Ct)).ShouldBe(0, "nothing has changed");
    }

    [Fact]
    public async Task RollUpAsync_AnotherOneAtIt_LeavesItToThat()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E3);
        await new CoderRows(database, Start).AddStatAsync(new(2023, 11, 14, 14, 59, 0, TimeSpan.Zero), ssh: 1, ct: Ct);
        await using (var other = await database.DataSource.OpenConnectionAsync(Ct))
        {
            await using var transaction = await other.BeginTransactionAsync(Ct);
            await using var command = new NpgsqlCommand($"select pg_advisory_xact_lock({Rollup.Lock})", other);
            await command.ExecuteNonQueryAsync(Ct);

            (await database.RollUpAsync(Start, Ct)).ShouldBeNull();
        }

        (await database.RollUpAsync(Start, Ct)).ShouldBe(1);
        (await database.ScalarAsync("select count(*) from template_usage_stats")).ShouldBe(1L);
    }

    [Fact]
    public async Task RollUpAsync_ConnectionWithoutSessionOrSessionWithoutConnection_DoesNotCount()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E6);
        var rows = new CoderRows(database, Start);
        var (half, whole) = (Guid.NewGuid(), Guid.NewGuid());
        var template = Guid.NewGuid();
        await rows.AddStatAsync(Start, connectionCount: 5, ct: Ct);
        await rows.AddStatAsync(Start, connectionCount: 0, ssh: 1, ct: Ct);
        await rows.AddStatAsync(Start, half, template: template, connectionCount: 0, ssh: 1, latency: 10, ct: Ct);
        await rows.AddStatAsync(Start.AddMinutes(3), half, template: template, connectionCount: 1, vsCode: 1, latency: 20, ct: Ct);
        await rows.AddStatAsync(Start.AddMinutes(3), whole, template: template, connectionCount: 1, vsCode: 1, latency: -0.001, ct: Ct);

        await database.RollUpAsync(Start.AddMinutes(20), Ct);

        (await database.TextsAsync("""
            select concat_ws(' ', user_id, usage_mins, ssh_mins, vscode_mins, median_latency_ms)
            from template_usage_stats order by usage_mins
            """)).ShouldBe([$"{whole} 1 0 1", $"{half} 2 1 1 15"]);
    }

    [Theory]
    [InlineData(Era.E7, "vscode 2")]
    [InlineData(Era.E8, "brand_new 1|code_server 1|cursor 2|ssh 1|zed 1")]
    public async Task RollUpAsync_SessionsOfManyApps_AreOfFamiliesUntilThereIsATableForApps(Era era, string expected)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var rows = new CoderRows(database, Start);
        var (user, template) = (Guid.NewGuid(), Guid.NewGuid());
        await Add(0, "cursor");
        await Add(0, "code_server");
        await Add(1, "cursor");
        await Add(2, "brand_new");
        await Add(3, "zed");
        await Add(3, "ssh");

        await database.RollUpAsync(Start.AddMinutes(20), Ct);

        (await database.ScalarAsync("select usage_mins from template_usage_stats")).ShouldBe((short)4);
        (await database.SessionMinsAsync()).ShouldBe(era < Era.E8 ? ["ssh 1", .. expected.Split('|')] : expected.Split('|'));

        Task Add(int minute, string app) => rows.AddStatAsync(
            Start.AddMinutes(minute), user, template: template, otherSessions: new Dictionary<string, long> { [app] = 1 }, ct: Ct);
    }

    [Fact]
    public async Task RollUpAsync_LaterRows_AreFoundSinceTheHourBeforeTheNewestHalfHour()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E4);
        var rows = new CoderRows(database, Start);
        await rows.AddStatAsync(Start, ssh: 1, ct: Ct);
        await database.RollUpAsync(Start.AddMinutes(1), Ct);

        await rows.AddStatAsync(new(2023, 11, 14, 13, 29, 59, TimeSpan.Zero), ssh: 1, ct: Ct);
        await rows.AddStatAsync(new(2023, 11, 14, 13, 30, 0, TimeSpan.Zero), ssh: 1, ct: Ct);
        await rows.AddStatAsync(Start.AddMinutes(10), ssh: 1, ct: Ct);

        // The server's clock is half an hour off, so the hour before 15:00 begins at 13:30.
        (await database.RollUpAsync(Start.AddMinutes(10), Ct)).ShouldBe(1);
        (await database.RollUpAsync(Start.AddMinutes(11), Ct)).ShouldBe(1, "what comes at the very instant is for the next time");
    }

    [Fact]
    public async Task RollUpAsync_ServerInAZoneOfQuarterHours_CutsByItsClock()
    {
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { TimeZone = "Asia/Kathmandu" }, Ct);
        await using var database = await server.CreateDatabaseAsync(Era.E5, ct: Ct);
        await using var filled = await server.CreateDatabaseAsync(Era.E5, ct: Ct);
        await new CoderRows(database, Start).AddStatAsync(ssh: 1, ct: Ct);

        await database.RollUpAsync(Start.AddMinutes(1), Ct);
        await SimulatedDeployment.FillAsync(filled, new DeploymentShape(Users: 10, Days: 2, Rows: 2_000), Start, ct: Ct);

        const string Minutes = "select distinct to_char(start_time at time zone 'UTC', 'MI') from template_usage_stats order by 1";
        (await database.TextsAsync(Minutes)).ShouldBe(["45"]);
        (await filled.TextsAsync(Minutes)).ShouldBe(["15", "45"]);
    }

    [Fact]
    public async Task RollUpAsync_NoReports_DoesNothing()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E8);
        await new CoderRows(database, Start).AddAppSessionAsync(ct: Ct);

        (await database.RollUpAsync(Start, Ct)).ShouldBe(0);
        await using var older = await postgres.NewDatabaseAsync(Era.E2);
        await Should.ThrowAsync<InvalidOperationException>(() => older.RollUpAsync(Start, Ct));
    }

    [Fact]
    public async Task PurgeAsync_OldReports_GoAfterADayOnceTheyAreRolledUpAndAfterHalfAYearAnyway()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E3);
        var rows = new CoderRows(database, Start);
        await rows.AddStatAsync(Start.AddDays(-180).AddHours(-2), ssh: 1, ct: Ct);
        await rows.AddStatAsync(Start.AddDays(-180).AddHours(2), ssh: 1, ct: Ct);
        await rows.AddStatAsync(Start.AddDays(-1).AddMinutes(-11), ssh: 1, ct: Ct);
        await rows.AddStatAsync(Start.AddDays(-1).AddMinutes(-10), ssh: 1, ct: Ct);
        await rows.AddStatAsync(Start, ssh: 1, ct: Ct);

        (await database.PurgeAsync(Start, Ct)).ShouldBe(1);
        await database.RollUpAsync(Start.AddMinutes(1), Ct);
        (await database.PurgeAsync(Start, Ct)).ShouldBe(2);
        (await database.ScalarAsync("select count(*) from workspace_agent_stats")).ShouldBe(2L);
        (await database.ScalarAsync("select count(*) from template_usage_stats")).ShouldBe(4L, "the oldest was gone before");
    }

    [Theory]
    [InlineData(Era.E3, 1)]
    [InlineData(Era.E6, 2)]
    [InlineData(Era.E7, 3)]
    [InlineData(Era.E8, 4)]
    public async Task RollUpAsync_RandomActivity_EqualsANaiveCount(Era era, int seed)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var activity = await RandomActivity.WriteAsync(database, Start, seed, Ct);

        for (var portion = 0; portion < 4; portion++)
        {
            await activity.WriteReportsAsync(portion, Ct);
            await database.RollUpAsync(activity.EndOf(portion), Ct);
        }

        (await database.TextsAsync(Common)).ShouldBe(activity.HalfHours());
        (await database.SessionMinsAsync()).ShouldBe(activity.SessionMins());
    }
}
