using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Exporter.Web;

/// <param name="Ready">Every enabled area has published once; of the history that may be no more than today.</param>
/// <param name="Missing">Areas that have not.</param>
public sealed record Readiness(
    [property: JsonPropertyName("ready")] bool Ready,
    [property: JsonPropertyName("missing")] ImmutableArray<string> Missing);
