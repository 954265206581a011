using System.Globalization;
using Benchmarks.Original;
using Benchmarks.Scrape;
using Simulation;

namespace Benchmarks;

/// <summary>The original's algorithm and ours on the same database: what each costs it.</summary>
internal static class OriginalBenchmark
{
    private const int SteadyMinutes = 20, BuildTimesEvery = 10, Starts = 3;

    public static async Task RunAsync(bool quick, TextWriter output)
    {
        // Ten times the history is ten times the days: the same deployment, later.
        var grown = quick
            ? new DeploymentShape(Users: 100, Templates: 10, Days: 20, Rows: 100_000)
            : new DeploymentShape(Users: 1000, Templates: 40, Days: 60, Rows: 10_000_000);
        List<Measurement> steady = [];
        foreach (var shape in new[] { grown with { Days = grown.Days / 10, Rows = grown.Rows / 10 }, grown, grown with { Templates = grown.Templates * 10 } })
            steady.Add(await CompareAsync(shape, output));
        await output.WriteLineAsync(
            "\nA steady refresh of activity, with 10 times the history: " + Growth(steady[0], steady[1]) +
            "; then with 10 times the templates: " + Growth(steady[1], steady[2]) + ".");
    }

    /// <returns>A steady refresh of activity.</returns>
    private static async Task<Measurement> CompareAsync(DeploymentShape shape, TextWriter output)
    {
        await using var server = await PostgresServer.StartAsync();
        await using var database = await server.CreateDatabaseAsync(Era.E2);
        var clock = new BenchClock(TimeProvider.System.GetUtcNow());
        await output.WriteLineAsync($"\n### {shape.Rows:#,0} reports, {shape.Users:#,0} users, {shape.Templates} templates, {shape.Days} days\n");
        var deployment = await SimulatedDeployment.FillAsync(database, shape, clock.Now);
        await database.ExecuteAsync("vacuum analyze"); // as a database is that has been in use
        await using var meter = new DatabaseMeter(server, database);
        await meter.PrepareAsync();
        var original = new OriginalAlgorithm(database.DataSource);
        await using var ours = new Ours(database, clock);

        await StartAsync(database, output);
        var firstLoad = await meter.MeasureAsync(ours.RefreshActivityAsync);
        var firstBuildTimes = await meter.MeasureAsync(ours.RefreshBuildTimesAsync);
        await meter.MeasureAsync(ours.RefreshDeploymentAsync);
        var originalTemplates = await meter.MeasureAsync(() => original.RefreshTemplatesAsync(clock.Now));
        var originalDeployment = await meter.MeasureAsync(() => original.RefreshDeploymentAsync(clock.Now));

        var (steady, steadyDeployment, buildTimes) = (Measurement.Nothing, Measurement.Nothing, Measurement.Nothing);
        for (var minute = 1; minute <= SteadyMinutes; minute++)
        {
            clock.Now += TimeSpan.FromMinutes(1);
            await deployment.StepAsync(clock.Now);
            steady += await meter.MeasureAsync(ours.RefreshActivityAsync);
            steadyDeployment += await meter.MeasureAsync(ours.RefreshDeploymentAsync);
            if (minute % BuildTimesEvery == 0) buildTimes += await meter.MeasureAsync(ours.RefreshBuildTimesAsync);
        }
        steady *= 1.0 / SteadyMinutes;
        steadyDeployment *= 1.0 / SteadyMinutes;
        buildTimes *= (double)BuildTimesEvery / SteadyMinutes;

        var hour = steady * 60 + steadyDeployment * 60 + buildTimes * 6;
        var originalHour = originalTemplates + originalDeployment * 120;
        var table = CostTable();
        table.AddCost("original: one refresh of users and build times", originalTemplates, null);
        table.AddCost("ours: first complete load of activity", firstLoad, originalTemplates);
        table.AddCost("ours: a steady refresh of activity", steady, originalTemplates);
        table.AddCost("ours: first load of build times", firstBuildTimes, null);
        table.AddCost("ours: a steady refresh of build times", buildTimes, null);
        table.AddCost("original: deployment statistics", originalDeployment, null);
        table.AddCost("ours: deployment statistics, steady", steadyDeployment, originalDeployment);
        table.AddCost("original: an hour (users hourly, deployment every 30 s)", originalHour, null);
        table.AddCost("ours: an hour (1 min, 10 min, 1 min)", hour, originalHour);
        await output.WriteAsync(table.ToString());
        return steady;
    }

    /// <summary>Says how soon the native binary serves what an operator waits for.</summary>
    private static async Task StartAsync(SimulatedDatabase database, TextWriter output)
    {
        var server = OurServer.On(database);
        await TakesAsync(server, OurServer.IsReady); // and our own client, which is compiled as it goes
        List<TimeSpan> today = [], all = [];
        for (var start = 0; start < Starts; start++)
        {
            today.Add(await TakesAsync(server, page => page.Families.Any(family => family is { Name: "coder_daily_active_users", Series.Count: 25 })));
            all.Add(await TakesAsync(server, OurServer.IsReady));
        }
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"From the start of the native binary: today's users in 25 zones after {Median(today):0.00} s, everything after {Median(all):0.00} s.\n"));
    }

    private static double Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2).TotalSeconds;

    private static async Task<TimeSpan> TakesAsync(Server server, Func<ScrapedPage, bool> ready)
    {
        var start = TimeProvider.System.GetTimestamp();
        await using var running = await RunningServer.StartAsync(server, ready);
        return TimeProvider.System.GetElapsedTime(start);
    }

    private static string Growth(Measurement from, Measurement to) => string.Create(CultureInfo.InvariantCulture,
        $"{to.Database / from.Database:0.00} times the database time, {(double)to.Blocks / from.Blocks:0.00} times the blocks");

    internal static Table CostTable() => new("what", "database time", "wall time", "statements", "blocks", "rows", "bytes", "original / ours");
}
