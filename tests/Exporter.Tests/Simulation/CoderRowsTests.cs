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
