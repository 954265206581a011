using System.Text.Json.Serialization;

namespace Exporter.Activity;

/// <param name="Date">Local day, <c>YYYY-MM-DD</c>.</param>
/// <param name="Amount">Distinct active users.</param>
public sealed record DauEntry(
    [property: JsonPropertyName("date")] string Date,
    [property: JsonPropertyName("amount")] int Amount);
