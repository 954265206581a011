using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Exporter.Activity;

/// <summary>Active users of a range of local days, in any timezone.</summary>
/// <param name="TimezoneVersion">The version of the tz database that local days are cut by.</param>
/// <param name="Source">Which of Coder's tables it comes from.</param>
/// <param name="ResolutionMinutes">Length of what activity is known in.</param>
/// <param name="Exact">False where a local day begins within such a length: it then counts on the day in which it starts.</param>
/// <param name="HistoryStart">From here on history is loaded.</param>
public sealed record ActivityRange(
    [property: JsonPropertyName("timezone")] string Timezone,
    [property: JsonPropertyName("timezone_version")] string TimezoneVersion,
    [property: JsonPropertyName("template")] Guid? Template,
    [property: JsonPropertyName("interval")] string Interval,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("resolution_minutes")] int ResolutionMinutes,
    [property: JsonPropertyName("exact")] bool Exact,
    [property: JsonPropertyName("history_start")] DateTime HistoryStart,
    [property: JsonPropertyName("entries")] ImmutableArray<ActivityPeriod> Entries);
