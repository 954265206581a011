using System.Text.Json.Serialization;

namespace Exporter.BuildTimes;

/// <summary>Build times of one template; always all three transitions.</summary>
public sealed record TemplateBuildTimeStats(
    [property: JsonPropertyName("start")] TransitionStats Start,
    [property: JsonPropertyName("stop")] TransitionStats Stop,
    [property: JsonPropertyName("delete")] TransitionStats Delete);
