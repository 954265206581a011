using Exporter.BuildTimes;
using Exporter.Refresh;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Metrics;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.BuildTimes;

/// <summary>Builds are read once, and the numbers are still those of a question about all of them.</summary>
public sealed class BuildFollowingTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Start = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);

    /// <summary>Every percentile of the window, as PostgreSQL itself answers.</summary>
    private const string Oracle =
        """
        select
            version.template_id, build.transition::text,
            percentile_disc(0.5) within group (order by date_part('epoch', job.completed_at - job.started_at)),
            percentile_disc(0.95) within group (order by date_part('epoch', job.completed_at - job.started_at)),
            count(*)
        from workspace_builds as build
        join provisioner_jobs as job on job.id = build.job_id
        join template_versions as version on version.id = build.template_version_id
        where job.started_at > $1 and job.completed_at is not null and job.canceled_at is null and (job.error is null or job.error = '')
        group by 1, 2
        """;

    [Fact]
    public async Task Times_AsADeploymentLivesForTwoDays_AreThoseOfAllBuilds()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var deployment = await SimulatedDeployment.FillAsync(database, new(Users: 40, Templates: 5, Days: 4, Rows: 1000), Start);
        var time = new FakeTimeProvider(Start);
        await using var exporter = await TestExporter.StartAsync(database, time, "--BuildTimes:Window=3d");
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        var first = exporter.Current<BuildTimesSnapshot>();
        first.Builds.ShouldBe(await OracleAsync(database, Start), ignoreOrder: true);
        first.Completed.ShouldBeEmpty();

        var completed = 0;
        for (var step = 0; step < 16; step++)
        {
            time.Advance(TimeSpan.FromHours(3));
            await deployment.StepAsync(time.GetUtcNow());
            await exporter.RefreshAsync<BuildTimesSnapshot>();
            var times = exporter.Current<BuildTimesSnapshot>();
            times.Builds.ShouldBe(await OracleAsync(database, time.GetUtcNow()), ignoreOrder: true, $"step {step}");
            completed += times.Completed.Length;
        }
        completed.ShouldBe(await CompletedSinceAsync(database, Start));
    }

    [Fact]
    public async Task Refresh_AfterTheFirst_ReadsOnlyWhatIsNewAndCountsLateOnesOnce()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Start.AddDays(-2));
        var workspace = await rows.AddWorkspaceAsync();
        for (var hour = 1; hour <= 20; hour++) await BuildAsync(Start.AddHours(-hour));
        var time = new FakeTimeProvider(Start);
        await using var exporter = await TestExporter.StartAsync(database, time);
        var status = exporter.Get<IEnumerable<RefreshStatus>>().Single(area => area.Area == Area.BuildTimes);
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        var read = status.Rows;

        time.Advance(TimeSpan.FromMinutes(10));
        await BuildAsync(Start.AddMinutes(9));
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        (status.Rows - read).ShouldBeLessThan(20); // the template, its owner and the new build
        exporter.Current<BuildTimesSnapshot>().Completed.Length.ShouldBe(1);

        await BuildAsync(Start.AddMinutes(4)); // written late
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        exporter.Current<BuildTimesSnapshot>().Completed.Length.ShouldBe(1);
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        exporter.Current<BuildTimesSnapshot>().Completed.ShouldBeEmpty();
        exporter.Current<BuildTimesSnapshot>().Builds.ShouldHaveSingleItem().Samples.ShouldBe(22);

        Task<Guid> BuildAsync(DateTimeOffset start) => rows.AddBuildAsync(workspace, startedAt: start, completedAt: start.AddSeconds(30));
    }

    [Fact]
    public async Task Refresh_OnANewDay_ForgetsWhatTheDatabaseHasNoMore()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Start.AddDays(-2));
        var workspace = await rows.AddWorkspaceAsync();
        await rows.AddBuildAsync(workspace, startedAt: Start.AddHours(-9), completedAt: Start.AddHours(-8));
        await rows.AddBuildAsync(workspace, startedAt: Start.AddMinutes(-9), completedAt: Start.AddMinutes(-1));
        var time = new FakeTimeProvider(Start);
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        await database.ExecuteAsync("delete from workspace_builds where build_number = 1");

        time.Advance(TimeSpan.FromHours(11));
        await exporter.RefreshAsync<BuildTimesSnapshot>();

        exporter.Current<BuildTimesSnapshot>().Builds.ShouldHaveSingleItem().P50.ShouldBe(480);
        exporter.Current<BuildTimesSnapshot>().Completed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Histogram_OfCompletedBuilds_CountsEachOnceInItsBucket()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now), "--BuildTimes:Buckets=5s,10s");
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        (await PageAsync()).Of("coder_template_build_duration_seconds_count").ShouldBeEmpty();
        var rows = new CoderRows(database, FixedDeployment.Now.AddDays(-1));
        var workspace = await rows.AddWorkspaceAsync(template: FixedDeployment.Docker);
        foreach (var seconds in new[] { 4, 5, 7, 40 })
            await rows.AddBuildAsync(workspace, startedAt: FixedDeployment.Now.AddSeconds(-50), completedAt: FixedDeployment.Now.AddSeconds(seconds - 50));

        for (var refresh = 0; refresh < 3; refresh++) await exporter.RefreshAsync<BuildTimesSnapshot>();

        var page = await PageAsync();
        const string labels = "organization_name=\"main\",template_id=\"bbbbbbbb-0000-4000-8000-000000000001\",template_name=\"docker\",transition=\"start\"";
        page[$"coder_template_build_duration_seconds_bucket{{{labels},le=\"5\"}}"].ShouldBe(2);
        page[$"coder_template_build_duration_seconds_bucket{{{labels},le=\"10\"}}"].ShouldBe(3);
        page[$"coder_template_build_duration_seconds_bucket{{{labels},le=\"+Inf\"}}"].ShouldBe(4);
        page[$"coder_template_build_duration_seconds_count{{{labels}}}"].ShouldBe(4);
        page[$"coder_template_build_duration_seconds_sum{{{labels}}}"].ShouldBe(56);

        async Task<Page> PageAsync() => new(await exporter.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Histogram_OfMoreTemplatesThanMaxSeries_GoesOnTellingWhatIsMissing()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(Start), "--Metrics:MaxSeries=100");
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        var rows = new CoderRows(database, Start.AddDays(-1));
        for (var template = 0; template < 102; template++)
        {
            var workspace = await rows.AddWorkspaceAsync(template: await rows.AddTemplateAsync());
            await rows.AddBuildAsync(workspace, startedAt: Start.AddSeconds(-50), completedAt: Start.AddSeconds(-10));
        }

        for (var refresh = 0; refresh < 3; refresh++)
        {
            await exporter.RefreshAsync<BuildTimesSnapshot>();
            var page = new Page(await exporter.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));
            page.Of("coder_template_build_duration_seconds_count").Count().ShouldBe(100);
            page["coder_exporter_dropped_series{metric=\"coder_template_build_duration_seconds\"}"].ShouldBe(2);
        }
    }

    private static async Task<List<BuildTime>> OracleAsync(SimulatedDatabase database, DateTimeOffset now)
    {
        await using var command = database.DataSource.CreateCommand(Oracle);
        command.Parameters.Add(new() { Value = now.AddDays(-3).UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<BuildTime> times = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            times.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetInt64(4)));
        return times;
    }

    private static async Task<int> CompletedSinceAsync(SimulatedDatabase database, DateTimeOffset start)
    {
        await using var command = database.DataSource.CreateCommand(
            """
            select count(*)::int from workspace_builds as build join provisioner_jobs as job on job.id = build.job_id
            where job.completed_at > $1 and job.canceled_at is null and coalesce(job.error, '') = ''
            """);
        command.Parameters.Add(new() { Value = start.UtcDateTime });
        return (int)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
