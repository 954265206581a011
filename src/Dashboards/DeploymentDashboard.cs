namespace Dashboards;

/// <summary>How is the deployment now?</summary>
internal static class DeploymentDashboard
{
    public static readonly Dashboard Dashboard = new(
        "coder-deployment",
        "Coder / Deployment",
        "How the deployment is now: workspaces by status, builds that hang, sessions by app, latency and traffic of connections.",
        "now-6h",
        [Variables.Job],
        [AtAGlance(), Workspaces(), Sessions(), Network()]);

    private static Section AtAGlance() => new(
        "",
        Stat.Of("Running", "Workspaces that are started.", "max(coder_workspaces{deployment,status=\"running\"})"),
        Stat.Of("Building", "Workspaces that are being started, stopped or deleted.", "max(coder_workspaces{deployment,status=\"building\"})"),
        Stat.Of("Pending", "Workspaces whose build waits for a provisioner. Orange from 10 on, red from 50.",
            "max(coder_workspaces{deployment,status=\"pending\"})") with
        {
            Words = Words.NoneForZero,
            Thresholds = Thresholds.HighIsBad(10, 50),
            Links = [Link.Runbook("CoderBuildQueueGrowing")],
        },
        Stat.Of("Hung builds", "Workspaces that are building, but whose job gave no sign of life for Deployment:HungAfter.",
            "max(coder_workspace_builds_hung{deployment})") with
        {
            Words = Words.NoneForZero,
            Thresholds = Thresholds.HighIsBad(1, 5),
            Links = [Link.Runbook("CoderBuildsHung")],
        },
        Stat.Of("Failed", "Workspaces whose newest build failed, as a share of those in any of the five states. Orange from 10 % on, red from 25 %.",
            "max(coder_workspaces{deployment,status=\"failed\"}) / sum(max by (status) (coder_workspaces{deployment}))") with
        {
            Unit = "percentunit",
            Decimals = 0,
            Words = Words.NoneForZero,
            Thresholds = Thresholds.HighIsBad(0.1, 0.25),
            Links = [Link.Runbook("CoderWorkspacesFailing")],
        },
        Stat.Of("Sessions", "Open sessions of every app, as each agent last reported them.",
            "sum(max by (app) (coder_workspace_sessions{deployment}))"),
        Stat.Of("Latency", "95 of 100 reports of the last 15 minutes measured a lower latency. Orange from 200 ms on, red from 500 ms.",
            "max(coder_workspace_connection_latency_seconds{deployment,percentile=\"0.95\"})") with
        {
            Unit = "s",
            Thresholds = Thresholds.HighIsBad(0.2, 0.5),
            NoValue = "nobody connected",
            Links = [Link.Runbook("CoderConnectionLatencyHigh")],
        },
        Stat.Freshness("deployment"));

    private static Section Workspaces() => new(
        "Workspaces",
        TimeSeries.Of("Workspaces by status",
            "By the state of the newest build. A workspace can be in none or two of these: a build that was canceled before it started, " +
            "with an error, is pending and failed.",
            new Query("max by (status) (coder_workspaces{deployment})", "{{status}}")) with
        { Width = 16 },
        BarGauge.Of("Now", "Workspaces that are not deleted, by the state of their newest build.",
            new Query("sort_desc(max by (status) (coder_workspaces{deployment}))", "{{status}}")),
        TimeSeries.Of("Waiting for a provisioner", "Builds that wait, and builds under way. A queue that only grows wants more provisioners.",
            new Query("max(coder_workspaces{deployment,status=\"pending\"})", "pending"),
            new Query("max(coder_workspaces{deployment,status=\"building\"})", "building")) with
        { Links = [Link.Runbook("CoderBuildQueueGrowing")] },
        TimeSeries.Of("Failed and hung", "Workspaces whose newest build failed, and builds whose job gave no sign of life for Deployment:HungAfter.",
            new Query("max(coder_workspaces{deployment,status=\"failed\"})", "failed"),
            new Query("max(coder_workspace_builds_hung{deployment})", "hung")) with
        { Links = [Link.Runbook("CoderWorkspacesFailing"), Link.Runbook("CoderBuildsHung")] });

    private static Section Sessions() => new(
        "Sessions",
        TimeSeries.Of("Sessions by app", "Open sessions, as each agent last reported them within 15 minutes. These may be added up.",
            new Query("max by (app) (coder_workspace_sessions{deployment})", "{{app}}")).Stacked() with
        { Width = 16 },
        TimeSeries.Of("Agents that report", "Agents that reported within the last 15 minutes: workspaces that are up and can be reached.",
            new Query("max(coder_workspace_agents_reporting{deployment})", "agents")) with
        { Width = 8 });

    private static Section Network() => new(
        "Connections",
        TimeSeries.Of("Latency, over time",
            "Of connections to workspaces, over the reports of the last 15 minutes that measured it. No line where none did. Do not average.",
            new Query("max by (percentile) (coder_workspace_connection_latency_seconds{deployment})", "percentile {{percentile}}"))
            .WithLimits(Thresholds.HighIsBad(0.2, 0.5)) with
        { Width = 8, Unit = "s" },
        TimeSeries.Of("Traffic", "Bytes to (receive) and from (transmit) workspaces, every agent's report counted once.",
            new Query("max by (direction) (rate(coder_workspace_traffic_bytes_total{deployment}[$__rate_interval]))", "{{direction}}")) with
        { Width = 8, Unit = "Bps", Interval = "5m" },
        TimeSeries.Of("Traffic within 15 minutes",
            "Bytes in the reports of the last 15 minutes that measured a latency, which is how Coder itself counts them.",
            new Query("max by (direction) (coder_workspace_traffic_window_bytes{deployment})", "{{direction}}")) with
        { Width = 8, Unit = "bytes" });
}
