namespace Exporter.Deployment;

/// <summary>A row of one of the AgentReports statements: sessions are either in the four counts or, in newer schemas, in a JSON object by app.</summary>
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
    string SessionCounts)
{
    public AgentReport ToReport() => new(
        CreatedAt, AgentId, RxBytes, TxBytes, LatencyMilliseconds, Usage,
        AppFamilies.Read(SessionCounts) + new Sessions(Vscode, Ssh, Jetbrains, ReconnectingPty));
}
