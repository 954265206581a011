using System.Text.Json.Serialization;

namespace Exporter.Web;

/// <summary>What is wrong with one field of a request.</summary>
public sealed record Validation(
    [property: JsonPropertyName("field")] string Field,
    [property: JsonPropertyName("detail")] string Detail);
