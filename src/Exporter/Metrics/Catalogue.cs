using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Deployment;

namespace Exporter.Metrics;

/// <summary>Every metric there is.</summary>
internal static class Catalogue
{
    public static readonly ImmutableArray<MetricGroup> Groups =
        [ActivityMetrics.Group, BuildTimesMetrics.Group, DeploymentMetrics.Group, ExporterMetrics.Group];

    public static IEnumerable<Metric> All => Groups.SelectMany(group => group.Metrics);
}
