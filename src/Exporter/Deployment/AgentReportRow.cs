namespace Exporter.Deployment;

/// <summary>
/// A row of one of the AgentReports statements: sessions are either in the four counts or, in newer schemas, in a JSON object by app. What a statement
/// does not select stays 0, false or null: thousands of rows come at once, so none carries a constant.
/// </summary>
internal readonly record struct AgentReportRow(
    DateTime CreatedAt,
    Guid AgentId,
    long RxBytes,
    long TxBytes,
    double LatencyMilliseconds,
    bool Usage,
    int Vscode,
    int Ssh,
    int Jetbrains,
    int ReconnectingPty,
    string? SessionCounts)
{
    private const long MostBytes = 1L << 50;

    /// <summary>An agent says what it likes: a petabyte between two reports, traffic that was taken back or an endless latency is not believed.</summary>
    public AgentReport ToReport() => new(
        CreatedAt, AgentId, Math.Clamp(RxBytes, 0, MostBytes), Math.Clamp(TxBytes, 0, MostBytes), double.IsFinite(LatencyMilliseconds) ? LatencyMilliseconds : 0, Usage,
        AppFamilies.Read(SessionCounts ?? "{}") + new Sessions(Vscode, Ssh, Jetbrains, ReconnectingPty));
}
