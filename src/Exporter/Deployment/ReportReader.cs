using Dapper;
using Exporter.Database;
using NodaTime;

namespace Exporter.Deployment;

/// <summary>
/// Follows the agents' reports, each of which is read once and kept for as long as the window is. Whether one was written late is found by counting
/// those around the newest, and now and then all: only where there are more than are known are they read again.
/// </summary>
internal sealed class ReportReader(CoderDatabase database)
{
    /// <summary>Reports are written within seconds of their time stamp; this allows for the last batch of a server that shuts down.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(30);

    /// <summary>How often the whole window is counted: a server of Coder's that was cut off writes what it kept with the old time stamps.</summary>
    private static readonly TimeSpan WholeCount = TimeSpan.FromMinutes(5);

    /// <summary>PostgreSQL's resolution: the next report is at least so much later.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMicroseconds(1);

    /// <summary>After a longer gap nothing is caught up with: Coder deletes reports after about a day, and the clock may have been set.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(2);

    private static readonly TimeSpan Window = ReportWindow.Length.ToTimeSpan();

    private static readonly string WithCounts = Sql.Load("AgentReportsCounts.sql");
    private static readonly string WithUsage = Sql.Load("AgentReportsUsage.sql");
    private static readonly string WithApps = Sql.Load("AgentReportsApps.sql");
    private static readonly string Known = Sql.Load("ReportCount.sql");
    private static readonly string Next = Sql.Load("NextReport.sql");

    private readonly ReportWindow _window = new();
    private DateTime? _highWater; // every report up to here was read: the newest, however old, as a standby that lags has others yet to come
    private DateTime _now;     // of the last success
    private DateTime _from;    // from here on all that was read is kept
    private DateTime _counted; // when the whole window was last counted

    /// <summary>Of every report since the first look, which shows what was before.</summary>
    public Traffic Traffic { get; private set; } = Traffic.None;

    public static bool CountsByApp(Schema schema) => schema.Has("workspace_agent_stats", "session_counts");

    public AgentFigures Figures(Instant now, SessionSource source, bool trafficOfAll) => _window.Figures(now, source, trafficOfAll);

    /// <summary>Reads what is new. Answers how many rows that were.</summary>
    public async Task<int> FollowAsync(DateTime now, CancellationToken cancellation)
    {
        if (now < _now || now - _now > LongestGap) Restart();
        var first = _highWater is null;
        var from = _highWater is { } mark ? mark + Step : now - Window - Late;
        if (first) (_from, _counted) = (from, now);
        var rows = first ? 0 : await RereadAsync(CountFrom(from, now), from, cancellation);
        bool last;
        do
        {
            // After an outage or a quiet night, a part at a time, each remembered: what was read is not read again when the next part fails.
            if (now - from > Window) from = await NextAsync(from, now, cancellation);
            var to = from + Window;
            last = to >= now;
            if (last) to = now.AddDays(1); // a report from a clock that runs ahead counts too
            var (read, traffic) = await ReadAsync(from, to, cancellation);
            rows += read;
            if (!first) Traffic += traffic;
            _highWater = _window.Newest(now) ?? _highWater ?? now - Window;
            _window.Forget(_from = Later(_from, Earlier(now - Window, _highWater.Value - Late)));
            from = to;
        }
        while (!last);
        _now = now;
        return rows;
    }

    /// <summary>Begins as at the start, so that no report that was counted counts again.</summary>
    private void Restart()
    {
        _highWater = null;
        _window.Forget(DateTime.MaxValue);
    }

    private DateTime CountFrom(DateTime from, DateTime now)
    {
        if (now - _counted < WholeCount) return Later(_from, from - Late);
        _counted = now;
        return _from;
    }

    private async Task<int> RereadAsync(DateTime from, DateTime to, CancellationToken cancellation)
    {
        var count = await database.ReadAsync(async (session, ct) =>
            await session.Connection.QueryUnbufferedAsync<int>(Known, new { from, to }, session.Transaction).SingleAsync(ct), cancellation);
        if (count <= _window.Count(from, to)) return 1; // fewer: from a standby that lags
        var (read, traffic) = await ReadAsync(from, to, cancellation);
        Traffic += traffic;
        return 1 + read;
    }

    private Task<DateTime> NextAsync(DateTime from, DateTime now, CancellationToken cancellation) => database.ReadAsync((session, ct) =>
        session.Connection.QueryUnbufferedAsync<DateTime>(Next, new { from, now }, session.Transaction).SingleAsync(ct).AsTask(), cancellation);

    private async Task<(int Rows, Traffic New)> ReadAsync(DateTime from, DateTime to, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync((session, ct) => session.Connection.QueryUnbufferedAsync<AgentReportRow>(
            Statement(session.Schema), new { from, to }, session.Transaction).ToListAsync(ct).AsTask(), cancellation);
        return (rows.Count, _window.Replace(from, to, rows.ConvertAll(row => row.ToReport())));
    }

    private static string Statement(Schema schema) =>
        CountsByApp(schema) ? WithApps :
        schema.Has("workspace_agent_stats", "usage") ? WithUsage :
        WithCounts;

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
