using System.Text.Json.Serialization;

namespace Exporter.Activity;

/// <summary>Active users of one period.</summary>
/// <param name="Date">Its first local day, or for a rolling interval its last; <c>YYYY-MM-DD</c>.</param>
/// <param name="ActiveUsers">Distinct users in as much of it as is over and loaded; null where nothing of it is loaded.</param>
/// <param name="Complete">All of the period is over and loaded.</param>
public sealed record ActivityPeriod(
    [property: JsonPropertyName("date")] string Date,
    [property: JsonPropertyName("active_users")] int? ActiveUsers,
    [property: JsonPropertyName("complete")] bool Complete);
