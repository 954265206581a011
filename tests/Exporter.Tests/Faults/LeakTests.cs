using System.Globalization;
using Exporter.Tests.Database;
using Exporter.Tests.Metrics;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>What outages leave behind in a process of its own, as the runtime and the kernel count it.</summary>
public sealed class LeakTests(FaultServer fault) : IClassFixture<FaultServer>
{
    private const int Few = 10, Many = 50;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exporter_AfterManyOutages_HoldsNoMoreThanAfterAFew()
    {
        await using var database = await fault.Server.CreateDatabaseAsync(Era.E8, ct: Cancellation);
        await SimulatedDeployment.FillAsync(database, new(Users: 20, Templates: 4, Days: 7, Rows: 5_000), TimeProvider.System.GetUtcNow(), ct: Cancellation);
        await using var exporter = await ExporterProcess.StartAsync(
            "--CODER_PG_CONNECTION_URL", database.Url, "--Activity:Interval=1s", "--BuildTimes:Interval=1s", "--Deployment:Interval=1s");
        await exporter.LoadedAsync();
        var series = await SeriesAsync(exporter);

        await SufferAsync(exporter, Few);
        var few = await HeldAsync(exporter);
        await SufferAsync(exporter, Many);
        var many = await HeldAsync(exporter);

        TestContext.Current.TestOutputHelper?.WriteLine($"{few}\n{many}");
        many.Timers.ShouldBeLessThanOrEqualTo(few.Timers + (Many / 5)); // of delays and deadlines: one of each outage would be left
        many.Threads.ShouldBeLessThanOrEqualTo(few.Threads + (Many / 5));
        many.Handles.ShouldBeLessThanOrEqualTo(few.Handles + (Many / 5));
        many.Memory.ShouldBeLessThanOrEqualTo(few.Memory * 1.25);
        (await SeriesAsync(exporter)).ShouldBe(series, ignoreOrder: true);
    }

    private async Task SufferAsync(ExporterProcess exporter, int outages)
    {
        for (var outage = 0; outage < outages; outage++)
        {
            await fault.ChangeAsync($"alter role {OwnStatements.Role} nologin"); // sessions that are only cut may be met by nobody
            await exporter.SaysAsync("The database cannot be used");
            await fault.Server.ExecuteAsync($"alter role {OwnStatements.Role} login");
            await exporter.SaysAsync("The database can be used again.");
        }
    }

    private static async Task<Held> HeldAsync(ExporterProcess exporter)
    {
        var page = await PageAsync(exporter, "/metrics/process");
        return new(
            page["dotnet_timer_count"]!.Value, page["dotnet_thread_pool_thread_count_total"]!.Value, Directory.GetFiles(string.Create(CultureInfo.InvariantCulture, $"/proc/{exporter.Id}/fd")).Length,
            page["dotnet_process_memory_working_set_bytes"]!.Value);
    }

    private static async Task<IReadOnlyCollection<string>> SeriesAsync(ExporterProcess exporter) => (await PageAsync(exporter, "/metrics")).Series;

    private static async Task<Page> PageAsync(ExporterProcess exporter, string path) =>
        new(await exporter.Http.GetStringAsync(new Uri(path, UriKind.Relative), Cancellation));

    /// <param name="Memory">The working set, in bytes.</param>
    private sealed record Held(double Timers, double Threads, int Handles, double Memory);
}
