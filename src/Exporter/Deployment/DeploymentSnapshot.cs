using NodaTime;

namespace Exporter.Deployment;

/// <summary>Deployment statistics as of one refresh.</summary>
internal sealed record DeploymentSnapshot(
    WorkspaceCounts Workspaces, AgentFigures Agents, Traffic Traffic, Instant CollectedAt, Instant NextUpdateAt);
