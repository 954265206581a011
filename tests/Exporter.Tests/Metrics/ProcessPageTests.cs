using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Metrics;

public sealed class ProcessPageTests(FixedExporter exporter) : IClassFixture<FixedExporter>
{
    [Theory]
    [InlineData(null)]
    [InlineData(Page.OpenMetrics)]
    public async Task Page_Always_IsAboutTheProcess(string? accept)
    {
        var text = await exporter.GetAsync("/metrics/process", accept);
        var series = await Page.ParseAsync(text);
        series.ShouldAllBe(sample => !sample.Name.StartsWith("coder_", StringComparison.Ordinal));
        foreach (var prefix in new[] { "dotnet_gc_", "dotnet_process_", "db_client_connection_", "db_client_operation_duration_seconds", "target_info" })
            series.ShouldContain(sample => sample.Name.StartsWith(prefix, StringComparison.Ordinal), prefix);
        text.ShouldNotContain("otel_scope");
    }

    /// <summary>Left to itself, Npgsql names a pool by its connection string.</summary>
    [Fact]
    public async Task Page_OfTheExportersPool_CallsItByNameOnly() =>
        (await exporter.GetAsync("/metrics/process"))
            .ShouldContain("db_client_connection_max{db_client_connection_pool_name=\"coder\"} 3\n");

    /// <summary>The request for the page itself is under way; one that is over is counted only after its answer has left.</summary>
    [Fact]
    public async Task Page_OfTheWebServer_CountsTheRequestUnderWay() =>
        (await exporter.GetAsync("/metrics/process")).ShouldContain("http_server_active_requests{http_request_method=\"GET\"");

    /// <summary>Its instruments have the same names, and end with it.</summary>
    [Fact]
    public async Task Page_OfTheWebServer_OutlivesAnotherHostInTheProcess()
    {
        await using var other = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        await using var ours = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        await other.Http.GetStringAsync("/metrics/process", TestContext.Current.CancellationToken);
        await ours.Http.GetStringAsync("/metrics/process", TestContext.Current.CancellationToken);
        await other.DisposeAsync();
        for (var scrape = 0; scrape < 2; scrape++)
        {
            (await ours.Http.GetStringAsync("/metrics/process", TestContext.Current.CancellationToken))
                .ShouldContain("http_server_active_requests{http_request_method=\"GET\"");
        }
    }
}
