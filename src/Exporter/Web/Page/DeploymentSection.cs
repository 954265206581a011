using Exporter.Deployment;

namespace Exporter.Web.Page;

/// <summary>Workspaces and their agents now.</summary>
internal static class DeploymentSection
{
    public static Html Of(AreaState area, DeploymentSnapshot? deployment) => $"""
        <section aria-labelledby="deployment">
        <h2 id="deployment">Workspaces now</h2>
        {(deployment is null ? Html.Of($"""<p class="missing">{area.Missing}</p>""") : Body(deployment))}
        </section>
        """;

    private static Html Body(DeploymentSnapshot deployment) => $"""
        <div class="cards">
        {BarTable.Of("workspaces", "Workspaces", "State of the newest build", Workspaces(deployment.Workspaces))}
        {BarTable.Of("sessions", "Open sessions", "App", Sessions(deployment))}
        {Connections(deployment.Agents)}
        </div>
        """;

    private static (string, long, string)[] Workspaces(WorkspaceCounts counts) =>
    [
        ("running", counts.Running, "bar"), ("stopped", counts.Stopped, "bar"), ("pending", counts.Pending, "bar"), ("failed", counts.Failed, "bad"),
        ("building", counts.Building, "bar"), ("… of them hung", counts.Hung, "bad"),
    ];

    private static (string, long, string)[] Sessions(DeploymentSnapshot deployment)
    {
        var sessions = deployment.Agents.Sessions;
        (string, long)[] families =
            [("VS Code", sessions.Vscode), ("SSH", sessions.Ssh), ("JetBrains", sessions.Jetbrains), ("web terminal", sessions.ReconnectingPty)];
        if (deployment.SessionsByApp) families = [.. families, ("SFTP", sessions.Sftp), ("other apps", sessions.Unknown)];
        return [.. families.Select(family => (family.Item1, family.Item2, "bar"))];
    }

    private static Html Connections(AgentFigures agents) => $"""
        <div class="card"><h3 id="connections">Connections</h3>
        <table class="facts" aria-labelledby="connections">
        <thead class="quiet"><tr><th scope="col">Figure</th><th scope="col">In the last 15 minutes</th></tr></thead>
        <tbody>
        {Row("agents reporting", $"{agents.Agents:N0}")}
        {Row("latency, median", Latency(agents.LatencyP50))}
        {Row("latency, 95th percentile", Latency(agents.LatencyP95))}
        {Row("to workspaces", $"{Words.Bytes(agents.RxBytes)}")}
        {Row("from workspaces", $"{Words.Bytes(agents.TxBytes)}")}
        </tbody>
        </table>
        <p class="note">Over the last 15 minutes.</p></div>
        """;

    private static Html Latency(double? milliseconds) =>
        milliseconds is { } known ? Html.Of($"{known:0.#} ms") : Html.Of($"""<span class="unknown">nobody measured</span>""");

    private static Html Row(string name, Html value) => $"""<tr><th scope="row">{name}</th><td>{value}</td></tr>""";
}
