using NodaTime;

namespace Exporter.Deployment;

/// <summary>What the agents' reports of the last 15 minutes add up to.</summary>
/// <param name="From">The window holds what is newer than this.</param>
/// <param name="Agents">Agents with a report in the window.</param>
/// <param name="Sessions">Open sessions, from the newest report of each agent.</param>
/// <param name="LatencyP50">Milliseconds, interpolated; null where no agent measured.</param>
/// <param name="RxBytes">Sum over the reports that measured a latency; over all of them from Coder 2.32 on.</param>
internal sealed record AgentFigures(
    Instant From,
    int Agents,
    Sessions Sessions,
    double? LatencyP50,
    double? LatencyP95,
    long RxBytes,
    long TxBytes);
