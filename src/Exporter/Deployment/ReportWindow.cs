using NodaTime;

namespace Exporter.Deployment;

/// <summary>The agents' reports of the last 15 minutes, so that the database is asked for each of them only once.</summary>
internal sealed class ReportWindow
{
    public static readonly Duration Length = Duration.FromMinutes(15);

    private readonly Dictionary<Guid, AgentReport> _reports = [];

    /// <summary>The newest report up to <paramref name="until"/>; null when there is none.</summary>
    public Instant? Newest(Instant until)
    {
        var end = until.ToDateTimeUtc();
        var newest = _reports.Values.Where(report => report.CreatedAt <= end).Select(report => (DateTime?)report.CreatedAt).Max();
        return newest is { } at ? Instant.FromDateTimeUtc(at) : null;
    }

    /// <summary>Takes a report in; answers false for one that is known already.</summary>
    public bool Add(AgentReport report) => _reports.TryAdd(report.Id, report);

    /// <summary>Forgets what is older than <paramref name="before"/>; a report may be forgotten only when it will not be read again.</summary>
    public void Forget(Instant before)
    {
        var start = before.ToDateTimeUtc();
        foreach (var (id, report) in _reports)
        {
            if (report.CreatedAt < start) _reports.Remove(id);
        }
    }

    public AgentFigures Figures(Instant now)
    {
        var start = (now - Length).ToDateTimeUtc();
        var reports = _reports.Values.Where(report => report.CreatedAt > start).ToArray();
        var newest = reports.GroupBy(report => report.AgentId)
            .Select(agent => agent.MaxBy(report => (report.CreatedAt, report.Id))).ToArray();
        var measured = reports.Where(report => report.LatencyMilliseconds > 0).ToArray();
        double[] latencies = [.. measured.Select(report => report.LatencyMilliseconds).Order()];
        return new(
            now - Length,
            newest.Length,
            [
                ("vscode", newest.Sum(report => report.Vscode)),
                ("ssh", newest.Sum(report => report.Ssh)),
                ("jetbrains", newest.Sum(report => report.Jetbrains)),
                ("reconnecting_pty", newest.Sum(report => report.ReconnectingPty)),
            ],
            Percentiles.Continuous(latencies, 0.5),
            Percentiles.Continuous(latencies, 0.95),
            measured.Sum(report => report.RxBytes),
            measured.Sum(report => report.TxBytes));
    }
}
