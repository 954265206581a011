using Benchmarks.Original;
using Simulation;

namespace Benchmarks;

/// <summary>The original's algorithm and ours on the same database: what each costs it.</summary>
internal static class OriginalBenchmark
{
    private const int SteadyMinutes = 10;

    public static async Task RunAsync(bool quick, TextWriter output)
    {
        var shape = new DeploymentShape(Users: 1000, Templates: 40, Days: 60, Rows: 10_000_000);
        if (quick) await CompareAsync(shape with { Users = 100, Templates = 10, Days = 20, Rows = 100_000 }, output);
        else
        {
            await CompareAsync(shape with { Rows = 1_000_000 }, output);
            await CompareAsync(shape, output);
            await CompareAsync(shape with { Templates = 400 }, output);
        }
    }

    private static async Task CompareAsync(DeploymentShape shape, TextWriter output)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await server.CreateDatabaseAsync(Era.E2);
        var clock = new BenchClock(TimeProvider.System.GetUtcNow());
        await output.WriteLineAsync($"\n### {shape.Rows:#,0} reports, {shape.Users:#,0} users, {shape.Templates} templates, {shape.Days} days\n");
        var deployment = await SimulatedDeployment.FillAsync(database, shape, clock.Now);
        await using var meter = new DatabaseMeter(server, database);
        await meter.PrepareAsync();
        var original = new OriginalAlgorithm(database.DataSource);
        await using var ours = new Ours(database, clock);

        var firstLoad = await meter.MeasureAsync(ours.RefreshActivityAsync);
        var buildTimes = await meter.MeasureAsync(ours.RefreshBuildTimesAsync);
        await meter.MeasureAsync(ours.RefreshDeploymentAsync);
        var originalTemplates = await meter.MeasureAsync(() => original.RefreshTemplatesAsync(clock.Now));
        var originalDeployment = await meter.MeasureAsync(() => original.RefreshDeploymentAsync(clock.Now));

        var (steady, steadyDeployment) = (Nothing, Nothing);
        for (var minute = 0; minute < SteadyMinutes; minute++)
        {
            clock.Now += TimeSpan.FromMinutes(1);
            await deployment.StepAsync(clock.Now);
            steady += await meter.MeasureAsync(ours.RefreshActivityAsync);
            steadyDeployment += await meter.MeasureAsync(ours.RefreshDeploymentAsync);
        }
        steady *= 1.0 / SteadyMinutes;
        steadyDeployment *= 1.0 / SteadyMinutes;

        var hour = steady * 60 + steadyDeployment * 60 + buildTimes * 6;
        var originalHour = originalTemplates + originalDeployment * 120;
        var table = new Table("what", "database time", "wall time", "statements", "rows", "bytes", "original / ours");
        Add("original: one refresh of users and build times", originalTemplates, null);
        Add("ours: first complete load of activity", firstLoad, originalTemplates);
        Add("ours: a steady refresh of activity", steady, originalTemplates);
        Add("ours: build times of all templates", buildTimes, null);
        Add("original: deployment statistics", originalDeployment, null);
        Add("ours: deployment statistics, steady", steadyDeployment, originalDeployment);
        Add("original: an hour (users hourly, deployment every 30 s)", originalHour, null);
        Add("ours: an hour (1 min, 10 min, 1 min)", hour, originalHour);
        await output.WriteAsync(table.ToString());

        void Add(string what, Measurement cost, Measurement? against) => table.Add(
            what, cost.Database, cost.Wall, cost.Statements, cost.Rows, cost.Bytes, against is null ? "" : against.Database / cost.Database);
    }

    private static Measurement Nothing => new(TimeSpan.Zero, TimeSpan.Zero, 0, 0, 0);
}
