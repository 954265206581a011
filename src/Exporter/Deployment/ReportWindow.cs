using Exporter.Statistics;
using NodaTime;

namespace Exporter.Deployment;

/// <summary>The agents' reports of the last 15 minutes, or back to the newest, by time, so that the database is asked for each of them only once.</summary>
internal sealed class ReportWindow
{
    public static readonly Duration Length = Duration.FromMinutes(15);

    private readonly List<AgentReport> _reports = [];

    /// <summary>The newest report up to <paramref name="until"/>; null when there is none.</summary>
    public DateTime? Newest(DateTime until) => IndexOf(until.AddTicks(1)) is > 0 and var end ? _reports[end - 1].CreatedAt : null;

    /// <summary>How many reports there are from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive).</summary>
    public int Count(DateTime from, DateTime to) => IndexOf(to) - IndexOf(from);

    /// <summary>
    /// Takes in all reports from <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), in order of time, in place of those that
    /// were known. Answers the traffic that is new with them: a report is never changed, so what was known is among them. Where there are fewer than
    /// were known, a standby that lags has answered: what is known stays.
    /// </summary>
    public Traffic Replace(DateTime from, DateTime to, IReadOnlyCollection<AgentReport> reports)
    {
        var (start, end) = (IndexOf(from), IndexOf(to));
        if (reports.Count < end - start) return Traffic.None;
        var known = Traffic.Of(_reports.Skip(start).Take(end - start));
        _reports.RemoveRange(start, end - start);
        _reports.InsertRange(start, reports);
        return Traffic.Of(reports) - known;
    }

    /// <summary>Forgets what is older than <paramref name="before"/>.</summary>
    public void Forget(DateTime before) => _reports.RemoveRange(0, IndexOf(before));

    /// <param name="trafficOfAll">Count the traffic of every report, as Coder does from 2.32 on; before, only of those that measured a latency.</param>
    public AgentFigures Figures(Instant now, SessionSource source, bool trafficOfAll)
    {
        var reports = _reports[IndexOf((now - Length).ToDateTimeUtc().AddTicks(1))..];
        var usage = source == SessionSource.Usage || (source == SessionSource.Auto && reports.Exists(report => report.Usage));
        var measured = reports.FindAll(report => report.LatencyMilliseconds > 0);
        double[] latencies = [.. measured.Select(report => report.LatencyMilliseconds)];
        Array.Sort(latencies);
        var traffic = Traffic.Of(trafficOfAll ? reports : measured);
        return new(
            now - Length,
            reports.Select(report => report.AgentId).Distinct().Count(),
            (usage ? UsedNow(reports, now) : NewestOfEachAgent(reports)).Aggregate(default(Sessions), (sum, report) => sum + report.Sessions),
            Percentiles.Continuous(latencies, 0.5),
            Percentiles.Continuous(latencies, 0.95),
            traffic.RxBytes,
            traffic.TxBytes);
    }

    private static IEnumerable<AgentReport> NewestOfEachAgent(List<AgentReport> reports)
    {
        HashSet<Guid> seen = [];
        for (var i = reports.Count - 1; i >= 0; i--)
            if (!reports[i].Usage && seen.Add(reports[i].AgentId)) yield return reports[i];
    }

    /// <summary>What clients reported in the newest minute that each agent has; the minute that is not over yet does not count.</summary>
    private static IEnumerable<AgentReport> UsedNow(List<AgentReport> reports, Instant now)
    {
        var thisMinute = Minute(now.ToDateTimeUtc());
        return reports
            .Where(report => report.Usage && Minute(report.CreatedAt) < thisMinute)
            .GroupBy(report => report.AgentId)
            .SelectMany(agent => agent.GroupBy(report => Minute(report.CreatedAt)).MaxBy(minute => minute.Key)!);
    }

    private static long Minute(DateTime instant) => instant.Ticks / TimeSpan.TicksPerMinute;

    /// <summary>Where the first report is that is not older than <paramref name="instant"/>.</summary>
    private int IndexOf(DateTime instant)
    {
        var (low, high) = (0, _reports.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_reports[middle].CreatedAt < instant) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
