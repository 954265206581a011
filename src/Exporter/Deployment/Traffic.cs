namespace Exporter.Deployment;

/// <summary>Bytes of reports, each counted once.</summary>
internal sealed record Traffic(long RxBytes, long TxBytes)
{
    public static readonly Traffic None = new(0, 0);

    public static Traffic Of(IEnumerable<AgentReport> reports)
    {
        var (received, sent) = (0L, 0L);
        foreach (var report in reports) (received, sent) = (received + report.RxBytes, sent + report.TxBytes);
        return new(received, sent);
    }

    public static Traffic operator +(Traffic left, Traffic right) => new(left.RxBytes + right.RxBytes, left.TxBytes + right.TxBytes);

    public static Traffic operator -(Traffic left, Traffic right) => new(left.RxBytes - right.RxBytes, left.TxBytes - right.TxBytes);
}
