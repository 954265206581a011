namespace Exporter.Deployment;

/// <summary>One report about one agent; traffic is what was new since its last one.</summary>
/// <param name="LatencyMilliseconds">Measured only where greater than 0.</param>
/// <param name="Usage">From a client that uses the workspace, not from the agent.</param>
internal readonly record struct AgentReport(
    DateTime CreatedAt,
    Guid AgentId,
    long RxBytes,
    long TxBytes,
    double LatencyMilliseconds,
    bool Usage,
    Sessions Sessions);
