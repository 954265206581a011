using System.Text.Json.Serialization;
using Exporter.BuildTimes;

namespace Exporter.Templates;

/// <summary>A template in the shape of Coder's API, as far as the exporter knows it.</summary>
/// <param name="ActiveUserCount">Distinct users that were ever active on it, in all loaded history.</param>
public sealed record TemplateSummary(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("display_name")] string DisplayName,
    [property: JsonPropertyName("organization_id")] Guid OrganizationId,
    [property: JsonPropertyName("organization_name")] string OrganizationName,
    [property: JsonPropertyName("deprecated")] bool Deprecated,
    [property: JsonPropertyName("active_user_count")] int ActiveUserCount,
    [property: JsonPropertyName("build_time_stats")] TemplateBuildTimeStats BuildTimeStats);
