using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Configuration;
using Exporter.Deployment;
using Exporter.Refresh;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Fixtures;

/// <summary>The whole exporter in this process, on a fake clock. Its loops do not run by themselves: a test says when to refresh.</summary>
internal sealed class TestExporter : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestExporter(WebApplication app, FakeTimeProvider time, HttpClient http) => (_app, Time, Http) = (app, time, http);

    public FakeTimeProvider Time { get; }

    public HttpClient Http { get; }

    public FakeLogCollector Logs => _app.Services.GetFakeLogCollector();

    /// <summary>A database where nothing listens.</summary>
    public const string Nowhere = "postgres://coder@127.0.0.1:1/coder";

    public static Task<TestExporter> StartAsync(SimulatedDatabase database, FakeTimeProvider time, params string[] settings) =>
        StartAsync(database.Url, time, settings);

    public static async Task<TestExporter> StartAsync(string url, FakeTimeProvider time, params string[] settings)
    {
        var app = await StartAsync(builder => builder.WebHost.UseTestServer(), time, [Database(url), .. settings]);
        return new(app, time, app.GetTestClient());
    }

    /// <summary>The same with the database among the settings, which logs all that there is to log.</summary>
    public static async Task<TestExporter> StartTalkativeAsync(FakeTimeProvider time, params string[] settings)
    {
        var app = await StartAsync(
            builder =>
            {
                builder.WebHost.UseTestServer();
                builder.Logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft.AspNetCore", LogLevel.Trace);
            },
            time, settings);
        return new(app, time, app.GetTestClient());
    }

    /// <summary>The same on a port of its own, for a browser.</summary>
    public static async Task<TestExporter> ListenAsync(string url, FakeTimeProvider time, params string[] settings)
    {
        var app = await StartAsync(_ => { }, time, [Database(url), "--urls=http://127.0.0.1:0", .. settings]);
        return new(app, time, new HttpClient { BaseAddress = new(app.Urls.First()) });
    }

    private static string Database(string url) => $"--CODER_PG_CONNECTION_URL={url}";

    private static async Task<WebApplication> StartAsync(Action<WebApplicationBuilder> serve, FakeTimeProvider time, string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(settings);
        builder.AddExporter(ExporterOptions.Read(builder.Configuration), time);
        serve(builder);
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.Services.RemoveAll<IHostedService>();
        var app = builder.Build();
        app.MapExporter(ExporterOptions.Read(builder.Configuration));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>Refreshes every area until nothing more is waiting.</summary>
    public async Task RefreshAsync()
    {
        await RefreshAsync<ActivitySnapshot>();
        await RefreshAsync<BuildTimesSnapshot>();
        await RefreshAsync<DeploymentSnapshot>();
    }

    public async Task RefreshAsync<T>() where T : class
    {
        while (await RefreshOnceAsync<T>()) { }
    }

    /// <summary>One attempt; answers whether more is waiting.</summary>
    public ValueTask<bool> RefreshOnceAsync<T>() where T : class =>
        Get<RefreshLoop<T>>().RefreshOnceAsync(TestContext.Current.CancellationToken);

    public T Current<T>() where T : class => Get<SnapshotSlot<T>>().Current.ShouldNotBeNull();

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return _app.DisposeAsync();
    }
}
