using NodaTime;

namespace Exporter.Deployment;

/// <summary>Deployment statistics as of one refresh.</summary>
/// <param name="SessionsByApp">Coder counts sessions by app, so there are families of apps beyond the first four.</param>
internal sealed record DeploymentSnapshot(
    WorkspaceCounts Workspaces, AgentFigures Agents, bool SessionsByApp, Traffic Traffic, Instant CollectedAt, Instant NextUpdateAt);
