using System.Text.Json.Serialization;

namespace Exporter.Deployment;

/// <summary>Deployment statistics in the shape of Coder's API.</summary>
/// <param name="AggregatedFrom">The agents' figures are over what is newer than this.</param>
/// <param name="NextUpdateAt">When the next statistics are due.</param>
public sealed record DeploymentStats(
    [property: JsonPropertyName("aggregated_from")] DateTimeOffset AggregatedFrom,
    [property: JsonPropertyName("collected_at")] DateTimeOffset CollectedAt,
    [property: JsonPropertyName("next_update_at")] DateTimeOffset NextUpdateAt,
    [property: JsonPropertyName("workspaces")] WorkspaceStats Workspaces,
    [property: JsonPropertyName("session_count")] SessionCount SessionCount);
