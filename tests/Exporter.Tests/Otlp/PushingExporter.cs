using Exporter.BuildTimes;
using Exporter.Metrics;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Otlp;

/// <summary>An exporter on <see cref="FixedDeployment"/> that pushes when it is told to; refreshed before and after a build.</summary>
internal static class PushingExporter
{
    public static async Task<TestExporter> StartAsync(SimulatedDatabase database, string endpoint, params string[] settings)
    {
        await FixedDeployment.FillAsync(database);
        var exporter = await TestExporter.StartAsync(
            database, new FakeTimeProvider(FixedDeployment.Now), [$"--OTEL_EXPORTER_OTLP_ENDPOINT={endpoint}", .. settings]);
        exporter.Get<OtlpPush>(); // as in the host, before anything is refreshed
        await exporter.RefreshAsync<BuildTimesSnapshot>();
        await FixedDeployment.CompleteBuildAsync(database);
        await exporter.RefreshAsync();
        return exporter;
    }
}
