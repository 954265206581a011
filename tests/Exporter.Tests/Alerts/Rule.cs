namespace Exporter.Tests.Alerts;

/// <summary>A rule as it stands in <c>alerts/</c>: a series that is recorded, or an alert.</summary>
internal sealed record Rule
{
    public string? Record { get; init; }

    public string? Alert { get; init; }

    public string Expr { get; init; } = "";

    public string? For { get; init; }

    public Dictionary<string, string> Labels { get; init; } = [];

    public Dictionary<string, string> Annotations { get; init; } = [];

    public string Name => Alert ?? Record ?? "";
}
