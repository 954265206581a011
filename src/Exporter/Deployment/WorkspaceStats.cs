using System.Text.Json.Serialization;

namespace Exporter.Deployment;

/// <summary>Workspaces by state, and what their agents report.</summary>
public sealed record WorkspaceStats(
    [property: JsonPropertyName("pending")] long Pending,
    [property: JsonPropertyName("building")] long Building,
    [property: JsonPropertyName("running")] long Running,
    [property: JsonPropertyName("failed")] long Failed,
    [property: JsonPropertyName("stopped")] long Stopped,
    [property: JsonPropertyName("connection_latency_ms")] ConnectionLatency ConnectionLatencyMilliseconds,
    [property: JsonPropertyName("rx_bytes")] long RxBytes,
    [property: JsonPropertyName("tx_bytes")] long TxBytes);
