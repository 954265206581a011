using Exporter;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Configuration;
using Exporter.Deployment;
using Exporter.Refresh;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Simulation;

namespace Benchmarks;

/// <summary>The exporter as it ships, in this process; refreshed when a benchmark says so.</summary>
internal sealed class Ours : IAsyncDisposable
{
    private readonly WebApplication _app;

    public Ours(SimulatedDatabase database, TimeProvider time, params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder([$"--CODER_PG_CONNECTION_URL={database.Url}", "--Database:StatementTimeout=10m", .. settings]);
        var options = ExporterOptions.Read(builder.Configuration);
        builder.AddExporter(options, time);
        builder.Logging.ClearProviders();
        builder.Services.RemoveAll<IHostedService>(); // no loop runs by itself
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapExporter(options);
    }

    /// <summary>Serves as it would an operator; answers a client for that.</summary>
    public async Task<HttpClient> ServeAsync()
    {
        await _app.StartAsync();
        return new() { BaseAddress = new(_app.Urls.First()) };
    }

    public Task RefreshActivityAsync() => RefreshAsync<ActivitySnapshot>();

    public Task RefreshBuildTimesAsync() => RefreshAsync<BuildTimesSnapshot>();

    public Task RefreshDeploymentAsync() => RefreshAsync<DeploymentSnapshot>();

    public T Current<T>() where T : class => Get<SnapshotSlot<T>>().Current ?? throw new InvalidOperationException("Nothing is published.");

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task RefreshAsync<T>() where T : class
    {
        while (await Get<RefreshLoop<T>>().RefreshOnceAsync(CancellationToken.None)) { }
    }
}
