using Exporter.Refresh;
using Exporter.Web;

namespace Exporter.Deployment;

/// <summary>Deployment statistics where Coder's own API has them.</summary>
internal static class DeploymentEndpoints
{
    public static void MapDeployment(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/v2/deployment/stats", (DeploymentAnswers answers) =>
                answers.DeploymentStats().Match(stats => TypedResults.Json(stats, ApiJson.Default.DeploymentStats), Problem.NotLoaded))
            .Takes().Answers<DeploymentStats>(Area.Deployment, "Workspaces by state, and sessions, latency and traffic over the last 15 minutes");
}
