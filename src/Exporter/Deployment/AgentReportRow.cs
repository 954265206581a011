namespace Exporter.Deployment;

/// <summary>A row of one of the AgentReports statements: sessions are either in the four counts or, in newer schemas, in a JSON object by app.</summary>
internal readonly record struct AgentReportRow(
    Guid Id,
    DateTime CreatedAt,
    Guid AgentId,
    long RxBytes,
    long TxBytes,
    double LatencyMilliseconds,
    bool Usage,
    long Vscode,
    long Ssh,
    long Jetbrains,
    long ReconnectingPty,
    string SessionCounts)
{
    public AgentReport ToReport() => new(
        Id, CreatedAt, AgentId, RxBytes, TxBytes, LatencyMilliseconds, Usage,
        AppFamilies.Read(SessionCounts) + new Sessions((int)Vscode, (int)Ssh, (int)Jetbrains, (int)ReconnectingPty));
}
