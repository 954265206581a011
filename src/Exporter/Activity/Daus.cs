using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Exporter.Activity;

/// <summary>Daily active users, in the shape of Coder's API.</summary>
/// <param name="Entries">From the first to the last active day; days between without activity are 0.</param>
/// <param name="TzHourOffset">The offset that was used, in whole hours west of UTC.</param>
public sealed record Daus(
    [property: JsonPropertyName("entries")] ImmutableArray<DauEntry> Entries,
    [property: JsonPropertyName("tz_hour_offset")] int TzHourOffset);
