using System.Text.Json.Serialization;

namespace Exporter.Deployment;

/// <summary>Deployment statistics in the shape of Coder's API.</summary>
/// <param name="AggregatedFrom">UTC, as all instants here. The agents' figures are over what is newer than this.</param>
/// <param name="NextUpdateAt">When the next statistics are due.</param>
public sealed record DeploymentStats(
    [property: JsonPropertyName("aggregated_from")] DateTime AggregatedFrom,
    [property: JsonPropertyName("collected_at")] DateTime CollectedAt,
    [property: JsonPropertyName("next_update_at")] DateTime NextUpdateAt,
    [property: JsonPropertyName("workspaces")] WorkspaceStats Workspaces,
    [property: JsonPropertyName("session_count")] SessionCount SessionCount);
