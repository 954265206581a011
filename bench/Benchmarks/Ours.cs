using Exporter;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Configuration;
using Exporter.Deployment;
using Exporter.Refresh;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Simulation;

namespace Benchmarks;

/// <summary>The exporter as it ships, in this process; refreshed when a benchmark says so.</summary>
internal sealed class Ours : IAsyncDisposable
{
    private readonly WebApplication _app;

    public Ours(SimulatedDatabase database, TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder([$"--CODER_PG_CONNECTION_URL={database.Url}", "--Database:StatementTimeout=10m"]);
        builder.AddExporter(ExporterOptions.Read(builder.Configuration), time);
        builder.Logging.ClearProviders();
        _app = builder.Build();
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
