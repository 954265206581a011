using Exporter.Deployment;
using Exporter.Refresh;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Deployment;

/// <summary>Workspaces are followed, and their numbers are still those of a question about all of them.</summary>
public sealed class WorkspaceFollowingTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Start = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);

    /// <summary>The rules in one statement, as the original asked.</summary>
    private const string Oracle =
        """
        with state as (
            select build.transition::text as transition, job.*
            from workspaces as workspace
            left join workspace_builds as build on build.workspace_id = workspace.id
                and build.build_number = (select max(build_number) from workspace_builds where workspace_id = workspace.id)
            left join provisioner_jobs as job on job.id = build.job_id
            where not workspace.deleted
        )
        select
            count(*) filter (where started_at is null),
            count(*) filter (where started_at is not null and canceled_at is null and completed_at is null and updated_at - interval '30 seconds' < $1),
            count(*) filter (where completed_at is not null and canceled_at is null and error is null and transition = 'start'),
            count(*) filter (where (canceled_at is not null or completed_at is not null) and error is not null),
            count(*) filter (where completed_at is not null and canceled_at is null and error is null and transition = 'stop'),
            count(*) filter (where started_at is not null and canceled_at is null and completed_at is null and updated_at < $1 - interval '5 minutes')
        from state
        """;

    [Fact]
    public async Task Counts_AsADeploymentLives_AreThoseOfOneStatement()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var deployment = await SimulatedDeployment.FillAsync(database, new(Users: 60, Templates: 5, Days: 3, Rows: 1000), Start);
        var time = new FakeTimeProvider(Start);
        await using var exporter = await TestExporter.StartAsync(database, time);
        HashSet<WorkspaceCounts> seen = [];
        for (var step = 0; step < 120; step++)
        {
            await exporter.RefreshAsync<DeploymentSnapshot>();
            var counts = exporter.Current<DeploymentSnapshot>().Workspaces;
            counts.ShouldBe(await OracleAsync(database, time.GetUtcNow()), $"step {step}");
            seen.Add(counts);
            time.Advance(TimeSpan.FromMinutes(step % 10 == 0 ? 47 : 1));
            await deployment.StepAsync(time.GetUtcNow());
        }
        seen.Count.ShouldBeGreaterThan(20); // or it was a dull deployment
    }

    [Fact]
    public async Task Workspace_ThroughItsLife_CountsAsWhatItIsNow()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Start);
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Start));
        var workspace = await rows.AddWorkspaceAsync();
        (await CountsAsync()).ShouldBe(new(1, 0, 0, 0, 0, 0));

        await rows.AddBuildAsync(workspace, startedAt: Start, updatedAt: Start);
        (await CountsAsync()).ShouldBe(new(0, 1, 0, 0, 0, 0));
        await database.ExecuteAsync("update provisioner_jobs set updated_at = '2026-04-15 13:00Z'");
        (await CountsAsync()).ShouldBe(new(0, 1, 0, 0, 0, 1));
        await database.ExecuteAsync("update provisioner_jobs set completed_at = started_at");
        (await CountsAsync()).ShouldBe(new(0, 0, 1, 0, 0, 0));

        var status = exporter.Get<IEnumerable<RefreshStatus>>().Single(area => area.Area == Area.Deployment);
        var read = status.Rows;
        (await CountsAsync()).Running.ShouldBe(1);
        (status.Rows - read).ShouldBe(2); // its number, and the count of reports: a build that has ended is not looked at again

        await rows.AddBuildAsync(workspace, transition: "stop", startedAt: Start, completedAt: Start);
        (await CountsAsync()).ShouldBe(new(0, 0, 0, 0, 1, 0));
        await database.ExecuteAsync("update workspaces set deleted = true");
        (await CountsAsync()).ShouldBe(new(0, 0, 0, 0, 0, 0));

        async Task<WorkspaceCounts> CountsAsync()
        {
            await exporter.RefreshAsync<DeploymentSnapshot>();
            return exporter.Current<DeploymentSnapshot>().Workspaces;
        }
    }

    private static async Task<WorkspaceCounts> OracleAsync(SimulatedDatabase database, DateTimeOffset now)
    {
        await using var command = database.DataSource.CreateCommand(Oracle);
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        (await reader.ReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        return new(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetInt64(5));
    }
}
