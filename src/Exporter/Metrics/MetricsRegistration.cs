using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Configuration;
using Exporter.Database;
using Exporter.Deployment;
using Exporter.Refresh;
using Exporter.WebFile;

namespace Exporter.Metrics;

/// <summary>Connects every group of the catalogue to what it is read from.</summary>
internal static class MetricsRegistration
{
    public static void AddMetricsPages(this IServiceCollection services, int maxSeries, ImmutableArray<double> buildTimeBuckets, OtlpOptions? otlp)
    {
        services.AddSingleton(provider =>
        {
            var instruments = new Instruments(provider.GetRequiredService<ILogger<Instruments>>());
            instruments.Add(FromSlot(provider, ActivityMetrics.Group), maxSeries);
            instruments.Add(FromSlot(provider, BuildTimesMetrics.With(buildTimeBuckets)), maxSeries);
            instruments.Add(FromSlot(provider, DeploymentMetrics.Group), maxSeries);
            var state = new ExporterState(
                [.. provider.GetServices<RefreshStatus>()],
                provider.GetRequiredService<DatabaseHealth>(),
                provider.GetRequiredService<CoderDatabase>(),
                instruments,
                provider.GetService<LiveWebConfig>());
            instruments.Add(new MetricSource<ExporterState>(ExporterMetrics.Group, () => state, Immutable: false), maxSeries);
            return instruments;
        });
        services.AddSingleton<MetricsPages>();
        if (otlp is null) return;
        services.AddSingleton(otlp).AddSingleton<OtlpPush>();
        services.AddHostedService(provider => provider.GetRequiredService<OtlpPush>());
    }

    private static MetricSource<T> FromSlot<T>(IServiceProvider provider, MetricGroup<T> group) where T : class
    {
        var slot = provider.GetRequiredService<SnapshotSlot<T>>();
        return new(group, () => slot.Current, Subscribe: handler => slot.OnPublished += handler);
    }
}
