using System.Globalization;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Deployment;
using Exporter.Tests.Activity;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>The exporter's clock is wrong for a while, and set right.</summary>
public sealed class ClockFaultTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = FixedDeployment.Now;
    private static readonly Guid Ada = Guid.NewGuid();

    public static TheoryData<TimeSpan> Jumps =>
    [
        TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(1), TimeSpan.FromHours(-2), TimeSpan.FromHours(2), TimeSpan.FromDays(-1), TimeSpan.FromDays(1),
        TimeSpan.FromDays(-40), TimeSpan.FromDays(40), TimeSpan.FromDays(-500), TimeSpan.FromDays(500),
    ];

    /// <summary>What the window of a clock that is ahead leaves out is no news when it is set right.</summary>
    [Theory]
    [InlineData("02:00:00")]
    [InlineData("2.23:55:00")]
    [InlineData("40.00:00:00")]
    public async Task Clock_AheadAtTheStart_CountsNoBuildOfThePast(string ahead)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var rows = new CoderRows(database, Now.AddDays(-4));
        var workspace = await rows.AddWorkspaceAsync();
        foreach (var minutes in new[] { 4000, 100, 12, 8, 4 }) await BuildAsync(Now.AddMinutes(-minutes));
        var time = new FakeTimeProvider(Now + TimeSpan.Parse(ahead, CultureInfo.InvariantCulture));
        await using var exporter = await TestExporter.StartAsync(database, time, "--BuildTimes:Window=3d");
        await exporter.RefreshAsync<BuildTimesSnapshot>();

        time.AdjustTime(Now.AddMinutes(2));
        (await CompletedAsync()).ShouldBe(0);
        exporter.Current<BuildTimesSnapshot>().Builds.ShouldHaveSingleItem().Samples.ShouldBe(5);
        await BuildAsync(Now.AddMinutes(3));
        time.AdjustTime(Now.AddMinutes(12));
        (await CompletedAsync()).ShouldBe(1);
        (await CompletedAsync()).ShouldBe(0);

        Task<Guid> BuildAsync(DateTimeOffset start) => rows.AddBuildAsync(workspace, startedAt: start, completedAt: start.AddMinutes(3));

        async Task<int> CompletedAsync()
        {
            await exporter.RefreshAsync<BuildTimesSnapshot>();
            return exporter.Current<BuildTimesSnapshot>().Completed.Length;
        }
    }

    [Theory, MemberData(nameof(Jumps))]
    public async Task Clock_SetWrongAndRightAgain_LeavesNoTrace(TimeSpan jump)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        var rows = new CoderRows(database, Now);
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time, "--Activity:Horizon=90d");
        await exporter.RefreshAsync();
        await rows.AddStatAsync(Now.AddSeconds(20), Ada, template: FixedDeployment.Docker, txBytes: 100, latency: 1);
        await SetAsync(Now.AddSeconds(30));
        var right = Seen();

        await SetAsync(Now.AddSeconds(40) + jump);
        await SetAsync(Now.AddSeconds(50) + jump);
        await SetAsync(Now.AddSeconds(60));

        Seen().ShouldBe(right);
        var oracle = new ActivityOracle(database);
        exporter.Current<ActivitySnapshot>().Complete.ShouldBeTrue();
        exporter.Get<ActivityAnswers>().DeploymentDaus(0).TryGet(out var daus, out _).ShouldBeTrue();
        daus.Entries.Where(entry => entry.Amount > 0).ToDictionary(entry => entry.Date, entry => entry.Amount)
            .ShouldBe(await oracle.DausAsync("UTC", since: Now.AddDays(-60).ToString("O")), ignoreOrder: true);
        await rows.AddStatAsync(Now.AddSeconds(65), Ada, template: FixedDeployment.Docker, txBytes: 7, latency: 1);
        await SetAsync(Now.AddSeconds(70));
        exporter.Current<DeploymentSnapshot>().Traffic.TxBytes.ShouldBe(107); // each report once

        async Task SetAsync(DateTimeOffset now)
        {
            time.AdjustTime(now);
            await exporter.RefreshAsync();
        }

        object Seen()
        {
            var (activity, builds, deployment) =
                (exporter.Current<ActivitySnapshot>(), exporter.Current<BuildTimesSnapshot>(), exporter.Current<DeploymentSnapshot>());
            return (
                string.Join(';', activity.Deployment), string.Join(';', activity.PerTemplate),
                string.Join(';', builds.Builds.OrderBy(build => (build.TemplateId, build.Transition))), deployment.Traffic.TxBytes,
                deployment.Agents with { From = default }, deployment.Workspaces);
        }
    }
}
