namespace Exporter.Deployment;

/// <summary>One report of one agent; traffic is what was new since its last one.</summary>
/// <param name="LatencyMilliseconds">Measured only where greater than 0.</param>
internal readonly record struct AgentReport(
    Guid Id,
    DateTime CreatedAt,
    Guid AgentId,
    long RxBytes,
    long TxBytes,
    double LatencyMilliseconds,
    long Vscode,
    long Ssh,
    long Jetbrains,
    long ReconnectingPty);
