using Exporter.Statistics;
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

    /// <param name="trafficOfAll">Count the traffic of every report, as Coder does from 2.30 on; before, only of those that measured a latency.</param>
    public AgentFigures Figures(Instant now, SessionSource source, bool trafficOfAll)
    {
        var start = (now - Length).ToDateTimeUtc();
        var reports = _reports.Values.Where(report => report.CreatedAt > start).ToArray();
        var usage = source == SessionSource.Usage || (source == SessionSource.Auto && reports.Any(report => report.Usage));
        var measured = reports.Where(report => report.LatencyMilliseconds > 0).ToArray();
        var traffic = trafficOfAll ? reports : measured;
        double[] latencies = [.. measured.Select(report => report.LatencyMilliseconds).Order()];
        return new(
            now - Length,
            reports.DistinctBy(report => report.AgentId).Count(),
            (usage ? UsedNow(reports, now) : NewestOfEachAgent(reports)).Aggregate(default(Sessions), (sum, report) => sum + report.Sessions),
            Percentiles.Continuous(latencies, 0.5),
            Percentiles.Continuous(latencies, 0.95),
            traffic.Sum(report => report.RxBytes),
            traffic.Sum(report => report.TxBytes));
    }

    private static IEnumerable<AgentReport> NewestOfEachAgent(IEnumerable<AgentReport> reports) => reports
        .Where(report => !report.Usage)
        .GroupBy(report => report.AgentId)
        .Select(agent => agent.MaxBy(report => (report.CreatedAt, report.Id)));

    /// <summary>What clients reported in the newest minute that each agent has; the minute that is not over yet does not count.</summary>
    private static IEnumerable<AgentReport> UsedNow(IEnumerable<AgentReport> reports, Instant now)
    {
        var thisMinute = Minute(now.ToDateTimeUtc());
        return reports
            .Where(report => report.Usage && Minute(report.CreatedAt) < thisMinute)
            .GroupBy(report => report.AgentId)
            .SelectMany(agent => agent.GroupBy(report => Minute(report.CreatedAt)).MaxBy(minute => minute.Key)!);
    }

    private static long Minute(DateTime instant) => instant.Ticks / TimeSpan.TicksPerMinute;
}
