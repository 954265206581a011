using System.Globalization;
using System.Threading.Channels;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Configuration;
using Exporter.Deployment;
using Exporter.Refresh;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Simulation;

namespace Exporter.Tests.Fixtures;

/// <summary>
/// The whole exporter in this process as it is for an operator: its loops run by themselves, on the clock on the wall, once a second. It tells when a
/// refresh begins, so that a test can wait for what it is to become.
/// </summary>
internal sealed class LiveExporter : IAsyncDisposable
{
    private readonly Channel<string> _refreshes = Channel.CreateUnbounded<string>();
    private readonly WebApplication _app;

    private LiveExporter(SimulatedDatabase database, params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(
        [
            $"--CODER_PG_CONNECTION_URL={database.Url}", "--Activity:Interval=1s", "--BuildTimes:Interval=1s", "--Deployment:Interval=1s", .. settings,
        ]);
        var options = ExporterOptions.Read(builder.Configuration);
        builder.AddExporter(options, TimeProvider.System);
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddFakeLogging();
        Tell<ActivitySnapshot, ActivityQuery>(builder.Services);
        Tell<BuildTimesSnapshot, BuildTimesQuery>(builder.Services);
        Tell<DeploymentSnapshot, DeploymentQuery>(builder.Services);
        _app = builder.Build();
        _app.MapExporter(options);
        Areas = [.. _app.Services.GetServices<RefreshStatus>()];
    }

    public IReadOnlyList<RefreshStatus> Areas { get; }

    public IEnumerable<FakeLogRecord> Logs => _app.Services.GetFakeLogCollector().GetSnapshot();

    public static async Task<LiveExporter> StartAsync(SimulatedDatabase database, params string[] settings)
    {
        var exporter = new LiveExporter(database, settings);
        await exporter._app.StartAsync(TestContext.Current.CancellationToken);
        return exporter;
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Waits until something is so; looks whenever an area begins its next refresh.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await _refreshes.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What <c>/metrics</c> says: the value of each series.</summary>
    public async Task<IReadOnlyDictionary<string, double>> ScrapeAsync()
    {
        using var http = _app.GetTestClient();
        var page = await http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        return page.Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        using var http = _app.GetTestClient();
        return await http.GetAsync(path, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private void Tell<TSnapshot, TQuery>(IServiceCollection services)
        where TSnapshot : class
        where TQuery : class, IQuery<TSnapshot>
    {
        services.AddSingleton<TQuery>();
        services.AddSingleton<IQuery<TSnapshot>>(provider => new TellingQuery<TSnapshot>(
            provider.GetRequiredService<TQuery>(), () => _refreshes.Writer.TryWrite(typeof(TSnapshot).Name)));
    }
}
