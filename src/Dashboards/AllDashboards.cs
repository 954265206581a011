using System.Collections.Immutable;

namespace Dashboards;

/// <summary>Every dashboard there is; a test writes them to <c>grafana/dashboards</c>.</summary>
internal static class AllDashboards
{
    public static readonly ImmutableArray<Dashboard> List =
        [AdoptionDashboard.Dashboard, TemplatesDashboard.Dashboard, DeploymentDashboard.Dashboard, ExporterDashboard.Dashboard];
}
