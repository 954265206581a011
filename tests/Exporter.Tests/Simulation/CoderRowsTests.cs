using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class CoderRowsTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = TestTime.Now;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<Era> Eras => [.. Enum.GetValues<Era>()];

    [Theory]
    [MemberData(nameof(Eras))]
    public async Task Add_EverythingWithDefaults_HangsTogether(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var rows = new CoderRows(database, Now);

        var user = await rows.AddUserAsync(lastSeenAt: Now, ct: Ct);
        var workspace = await rows.AddWorkspaceAsync(user, lastUsedAt: Now, ct: Ct);
        var build = await rows.AddBuildAsync(workspace, startedAt: Now, completedAt: Now.AddMinutes(1), ct: Ct);
        await rows.AddAgentAsync(build, ct: Ct);
        await rows.AddBuildAsync(workspace, transition: "stop", error: "", canceledAt: Now, ct: Ct);
        await rows.AddGroupAsync(members: [user], ct: Ct);
        await rows.AddTemplateVersionAsync(ct: Ct);
        await rows.AddStatAsync(ct: Ct);

        (await database.ScalarAsync("select count(*) from workspace_builds")).ShouldBe(2L);
        (await database.ScalarAsync("select max(build_number) from workspace_builds")).ShouldBe(2);
        (await database.ScalarAsync("select updated_at from provisioner_jobs where completed_at is not null"))
            .ShouldBe(Now.UtcDateTime.AddMinutes(1));
        (await database.ScalarAsync("select last_seen_at from users where last_seen_at > '2000-01-01'")).ShouldBe(Now.DateTime);
        (await database.ScalarAsync("select count(*) from workspace_agent_stats where connection_count = 1")).ShouldBe(1L);
        (await database.ScalarAsync("select extract(epoch from last_used_at)::bigint from workspaces")).ShouldBe(Now.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Add_FlagsOfTheNewestEra_AreSet()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E8);
        var rows = new CoderRows(database, Now);

        await rows.AddOrganizationAsync("coder", "Coder", isDefault: true, ct: Ct);
        await rows.AddOrganizationAsync("gone", deleted: true, ct: Ct);
        await rows.AddOrganizationAsync("gone", ct: Ct);
        await rows.AddUserAsync("robot", isServiceAccount: true, ct: Ct);
        await rows.AddUserAsync("machine", isSystem: true, ct: Ct);
        await rows.AddBuildAsync(reason: "task_resume", ct: Ct);

        (await database.TextsAsync("""
            select concat_ws(' ', name, display_name, is_default, deleted) from organizations where name !~ '^organization' order by 1
            """)).ShouldBe(["coder Coder t f", "gone gone f f", "gone gone f t"]);
        (await database.TextsAsync("select username from users where is_service_account")).ShouldBe(["robot"]);
        (await database.TextsAsync("select username from users where is_system order by 1")).ShouldBe(["machine", "prebuilds"]);
        (await database.TextsAsync("select reason::text from workspace_builds")).ShouldBe(["task_resume"]);
    }

    [Theory]
    [InlineData(Era.E3)]
    [InlineData(Era.E7)]
    [InlineData(Era.E8)]
    public async Task AddUsageAsync_MinutesByApp_AreWhereTheEraHasThem(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var rows = new CoderRows(database, Now);
        var minutes = new Dictionary<string, int> { [SessionApps.VsCode] = 12, [SessionApps.Ssh] = 3 };

        var user = await rows.AddUsageAsync(
            Now, usageMins: 14, latency: 7.5, sessionMins: minutes, webAppMins: new Dictionary<string, int> { ["jupyter"] = 2 }, ct: Ct);
        await rows.AddUsageAsync(Now, ct: Ct);

        (await database.TextsAsync($"""
            select concat_ws(' ', usage_mins, median_latency_ms, app_usage_mins, end_time - start_time) from template_usage_stats
            where user_id = '{user}'
            """)).ShouldBe(["""14 7.5 {"jupyter": 2} 00:30:00"""]);
        (await database.SessionMinsAsync()).ShouldBe(["ssh 3", "vscode 12"]);
        var unknown = rows.AddUsageAsync(Now, sessionMins: new Dictionary<string, int> { ["cursor"] = 1 }, ct: Ct);
        await (era < Era.E8 ? Should.ThrowAsync<InvalidOperationException>(unknown) : (Task)unknown);
    }

    [Fact]
    public async Task AddStatAsync_UsageAndApps_FromTheErasThatHaveThem()
    {
        await using var old = await postgres.NewDatabaseAsync(Era.E4);
        await using var database = await postgres.NewDatabaseAsync(Era.E7);
        var apps = new Dictionary<string, long> { ["cursor"] = 2, ["vscode"] = 1 };

        await new CoderRows(old, Now).AddStatAsync(usage: true, ssh: 1, ct: Ct);
        await new CoderRows(database, Now).AddStatAsync(usage: true, vsCode: 1, otherSessions: apps, ct: Ct);

        (await old.ScalarAsync("select usage and session_count_ssh = 1 from workspace_agent_stats")).ShouldBe(true);
        (await database.TextsAsync("select session_counts::text from workspace_agent_stats where usage"))
            .ShouldBe(["""{"cursor": 2, "vscode": 2}"""]);
        await Should.ThrowAsync<InvalidOperationException>(() => new CoderRows(old, Now).AddStatAsync(otherSessions: apps, ct: Ct));
    }

    [Fact]
    public async Task AddTemplateAsync_SameNameAsADeletedOne_IsAllowed()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var rows = new CoderRows(database, Now);

        var deleted = await rows.AddTemplateAsync("docker", deleted: true, ct: Ct);
        var live = await rows.AddTemplateAsync("docker", ct: Ct);

        deleted.ShouldNotBe(live);
    }

    [Fact]
    public async Task CopyStatsAsync_ManyRows_WritesThemAll()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now);

        var stats = Enumerable.Range(0, 10_000).Select(i => new AgentStat(Now.AddSeconds(-i)) { Ssh = i });
        var written = await rows.CopyStatsAsync(stats, Ct);

        written.ShouldBe(10_000);
        (await database.ScalarAsync("select sum(session_count_ssh)::bigint from workspace_agent_stats")).ShouldBe(49_995_000L);
    }
}
