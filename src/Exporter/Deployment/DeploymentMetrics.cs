using Exporter.Metrics;

namespace Exporter.Deployment;

/// <summary>What <c>/metrics</c> says about the deployment.</summary>
internal static class DeploymentMetrics
{
    private const string Window = " From the agents' reports of the last 15 minutes (workspace_agent_stats).";

    public static readonly MetricGroup<DeploymentSnapshot> Group = new("deployment",
    [
        new("coder_workspaces",
            "Workspaces that are not deleted, by the state of their newest build. One can be in none or two of these: a build canceled with an " +
            "error before it started is pending and failed. From workspaces, workspace_builds and provisioner_jobs.",
            deployment =>
            [
                new(deployment.Workspaces.Pending, "pending"),
                new(deployment.Workspaces.Building, "building"),
                new(deployment.Workspaces.Running, "running"),
                new(deployment.Workspaces.Failed, "failed"),
                new(deployment.Workspaces.Stopped, "stopped"),
            ])
            { Labels = ["status"], MaxSeries = 5 },
        new("coder_workspace_builds_hung",
            "Workspaces that are building, but whose job was not updated for longer than Deployment:HungAfter.",
            deployment => [new(deployment.Workspaces.Hung)])
            { MaxSeries = 1 },
        new("coder_workspace_sessions",
            "Open sessions by app or family of apps, as each agent last reported them." + Window,
            deployment => Sessions(deployment.Agents.Sessions, deployment.SessionsByApp))
            { Labels = ["app"], MaxSeries = 6 },
        new("coder_workspace_agents_reporting",
            "Agents that reported." + Window,
            deployment => [new(deployment.Agents.Agents)])
            { MaxSeries = 1 },
        new("coder_workspace_connection_latency_seconds",
            "Latency of connections to workspaces, interpolated (percentile_cont) over the reports that measured it; absent where none did. " +
            "Do not sum or average." + Window,
            deployment => deployment.Agents is { LatencyP50: { } p50, LatencyP95: { } p95 } ? [new(p50 / 1000, "0.5"), new(p95 / 1000, "0.95")] : [])
            { Labels = ["percentile"], MaxSeries = 2 },
        new("coder_workspace_traffic_window_bytes",
            "Bytes to (receive) and from (transmit) workspaces in the reports that measured a latency (from Coder 2.32 on, in all), as Coder counts them." + Window,
            deployment => [new(deployment.Agents.RxBytes, "receive"), new(deployment.Agents.TxBytes, "transmit")])
            { Labels = ["direction"], MaxSeries = 2 },
        new("coder_workspace_traffic_bytes_total",
            "Bytes to (receive) and from (transmit) workspaces since the exporter started. Every report in workspace_agent_stats counts once.",
            deployment => [new(deployment.Traffic.RxBytes, "receive"), new(deployment.Traffic.TxBytes, "transmit")])
            { Labels = ["direction"], MaxSeries = 2, Kind = MetricKind.Counter },
    ]);

    private static IEnumerable<Sample> Sessions(Sessions sessions, bool byApp)
    {
        yield return new(sessions.Vscode, "vscode");
        yield return new(sessions.Ssh, "ssh");
        yield return new(sessions.Jetbrains, "jetbrains");
        yield return new(sessions.ReconnectingPty, "reconnecting_pty");
        if (!byApp) yield break;
        yield return new(sessions.Sftp, "sftp");
        yield return new(sessions.Unknown, "unknown");
    }
}
