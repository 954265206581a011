using System.Globalization;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>What networks do, between the exporter and a PostgreSQL that is well.</summary>
public sealed class NetworkFaultTests(FaultServer fault) : IClassFixture<FaultServer>
{
    [Fact]
    public async Task Network_Cut_IsBridged()
    {
        await using var proxy = new FaultyProxy(fault.Server.Port);
        await using var deployment = await ThroughAsync(proxy);
        await deployment.SufferAsync(new(proxy.Cut, proxy.Mend, "nothing listens"));
    }

    [Fact]
    public async Task Network_HalfOpen_IsGivenUp()
    {
        await using var proxy = new FaultyProxy(fault.Server.Port);
        await using var deployment = await ThroughAsync(proxy);
        await deployment.SufferAsync(new(proxy.Silence, proxy.Mend, "the database did not answer in time"));
    }

    [Theory]
    [InlineData(150)] // within what a transaction begins with
    [InlineData(900)]
    [InlineData(3000)]
    public async Task Network_ThatResetsConnectionsMidRow_PublishesNothingHalf(int bytes)
    {
        await using var proxy = new FaultyProxy(fault.Server.Port);
        await using var deployment = await ThroughAsync(proxy);
        await deployment.SufferAsync(new(() => proxy.ResetAfter(bytes), proxy.Mend, "network"));
    }

    [Fact]
    public async Task Network_ThatIsSlow_DelaysAndFailsNothing()
    {
        await using var proxy = new FaultyProxy(fault.Server.Port);
        await using var deployment = await ThroughAsync(proxy);
        var (failures, opened) = (deployment.Exporter.Areas.Sum(area => area.Failures), proxy.Opened);
        proxy.Delay = TimeSpan.FromMilliseconds(40);
        await deployment.ShouldBeRightAsync();
        await deployment.ShouldBeRightAsync();
        deployment.Exporter.Areas.Sum(area => area.Failures).ShouldBe(failures);
        proxy.Opened.ShouldBe(opened); // and no connection is opened again
    }

    [Fact]
    public async Task HostName_ThatIsNotFound_LeavesTheExporterAliveAndSaying()
    {
        await using var database = await fault.Server.CreateDatabaseAsync(Era.E2, ct: TestContext.Current.CancellationToken);
        await using var exporter = await LiveExporter.StartAsync(database, "--CODER_PG_CONNECTION_URL=postgres://coder@nowhere.invalid/coder");
        await exporter.UntilAsync(() => exporter.Areas.All(area => area.Failures > 1));

        exporter.Areas.ShouldAllBe(area => area.Last!.Error!.StartsWith("the host name cannot be found", StringComparison.Ordinal));
        exporter.Logs.Count(entry => entry.Level == LogLevel.Warning).ShouldBe(1);
        (await exporter.ScrapeAsync())["coder_up{}"].ShouldBe(0);
        using var alive = await exporter.GetAsync("/healthz");
        using var ready = await exporter.GetAsync("/readyz");
        ((int)alive.StatusCode, (int)ready.StatusCode).ShouldBe((200, 503));
    }

    [Fact]
    public async Task HostName_ThatIsNotFound_BesideOneThatIs_DoesNoHarm()
    {
        await using var deployment = await FaultyDeployment.StartAsync(
            fault.Server, database => database.Url.Replace("@127.0.0.1", "@nowhere.invalid:5432,127.0.0.1", StringComparison.Ordinal));
        await deployment.ShouldBeRightAsync();
    }

    private Task<FaultyDeployment> ThroughAsync(FaultyProxy proxy) => FaultyDeployment.StartAsync(fault.Server, database => database.Url.Replace(
        string.Create(CultureInfo.InvariantCulture, $":{fault.Server.Port}/"), string.Create(CultureInfo.InvariantCulture, $":{proxy.Port}/"),
        StringComparison.Ordinal));
}
