using System.Text.Json.Serialization;

namespace Exporter.Deployment;

/// <summary>Open sessions by app.</summary>
public sealed record SessionCount(
    [property: JsonPropertyName("vscode")] long Vscode,
    [property: JsonPropertyName("ssh")] long Ssh,
    [property: JsonPropertyName("jetbrains")] long Jetbrains,
    [property: JsonPropertyName("reconnecting_pty")] long ReconnectingPty);
