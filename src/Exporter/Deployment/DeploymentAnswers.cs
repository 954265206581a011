using Exporter.Answers;
using Exporter.Refresh;

namespace Exporter.Deployment;

/// <summary>The original's question about the deployment.</summary>
public sealed class DeploymentAnswers
{
    private readonly SnapshotSlot<DeploymentSnapshot> _slot;

    internal DeploymentAnswers(SnapshotSlot<DeploymentSnapshot> slot) => _slot = slot;

    /// <summary>Workspaces by state, and sessions, latency and traffic over the last 15 minutes.</summary>
    public Answer<DeploymentStats> DeploymentStats() => _slot.Current is { } deployment
        ? Stats(deployment)
        : NotLoaded.Area(Area.Deployment);

    private static DeploymentStats Stats(DeploymentSnapshot deployment)
    {
        var (workspaces, agents) = (deployment.Workspaces, deployment.Agents);
        return new(
            agents.From.ToDateTimeUtc(),
            deployment.CollectedAt.ToDateTimeUtc(),
            deployment.NextUpdateAt.ToDateTimeUtc(),
            new(workspaces.Pending, workspaces.Building, workspaces.Running, workspaces.Failed, workspaces.Stopped,
                new(agents.LatencyP50 ?? -1, agents.LatencyP95 ?? -1), agents.RxBytes, agents.TxBytes),
            new(agents.Sessions.Vscode, agents.Sessions.Ssh, agents.Sessions.Jetbrains, agents.Sessions.ReconnectingPty));
    }
}
