namespace Exporter.Deployment;

/// <summary>Bytes of every report since the exporter started, each counted once.</summary>
internal sealed record Traffic(long RxBytes, long TxBytes)
{
    public static readonly Traffic None = new(0, 0);

    public Traffic Plus(AgentReport report) => new(RxBytes + report.RxBytes, TxBytes + report.TxBytes);
}
