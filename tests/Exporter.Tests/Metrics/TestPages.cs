using System.Diagnostics.Metrics;
using Exporter.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Exporter.Tests.Metrics;

/// <summary>The metrics pages over metrics that a test makes up.</summary>
internal sealed class TestPages<T> : IAsyncDisposable where T : class
{
    private readonly FakeLogger<Instruments> _log = new();
    private readonly Instruments _instruments;
    private readonly MetricsPages _pages;
    private readonly WebApplication _app;

    private TestPages(int maxSeries, Metric<T>[] metrics)
    {
        _instruments = new(_log);
        _instruments.Add(new MetricSource<T>(new("test", [.. metrics]), () => Current), maxSeries);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _pages = new(_instruments, _app.Services.GetRequiredService<IMeterFactory>());
        _pages.Map(_app);
    }

    /// <summary>What the metrics are read from.</summary>
    public T? Current { get; set; }

    public IReadOnlyList<FakeLogRecord> Errors => _log.Collector.GetSnapshot();

    public SeriesBudget Budget => _instruments.Budgets.First();

    public static async Task<TestPages<T>> StartAsync(int maxSeries, params Metric<T>[] metrics)
    {
        var pages = new TestPages<T>(maxSeries, metrics);
        await pages._app.StartAsync(TestContext.Current.CancellationToken);
        return pages;
    }

    public async Task<string> GetAsync(string accept = "text/plain")
    {
        using var http = _app.GetTestClient();
        http.DefaultRequestHeaders.Add("Accept", accept);
        return await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    public async Task<Page> PageAsync() => new(await GetAsync());

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _pages.Dispose();
        _instruments.Dispose();
    }
}
