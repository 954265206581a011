using Dapper;
using Exporter.Configuration;
using Exporter.Database;
using Exporter.Refresh;
using NodaTime;

namespace Exporter.Deployment;

/// <summary>Workspaces by status, and the agents' reports, of which each is read once and kept for as long as the window is.</summary>
internal sealed class DeploymentQuery(CoderDatabase database, DeploymentOptions options, TimeProvider time) : IQuery<DeploymentSnapshot>
{
    /// <summary>Reports are written within seconds of their time stamp; this allows for the last batch of a server that shuts down.</summary>
    private static readonly Duration Overlap = Duration.FromSeconds(30);

    private static readonly string ReportsWithCounts = Sql.Load("AgentReportsCounts.sql");
    private static readonly string ReportsWithUsage = Sql.Load("AgentReportsUsage.sql");
    private static readonly string ReportsWithApps = Sql.Load("AgentReportsApps.sql");
    private static readonly string Workspaces = Sql.Load("Workspaces.sql");

    private readonly ReportWindow _window = new();
    private Traffic _traffic = Traffic.None;
    private Instant? _highWater; // every report up to here was read

    public async Task<QueryResult<DeploymentSnapshot>> RunAsync(CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var rows = await FollowAsync(now, cancellation);
        var (schema, workspaces) = await database.ReadAsync(
            async (session, ct) => (session.Schema, await WorkspacesAsync(session, now, ct)), cancellation);
        var figures = _window.Figures(now, options.Sessions, trafficOfAll: schema.Has("users", "is_service_account"));
        var snapshot = new DeploymentSnapshot(
            workspaces, figures, SessionsByApp(schema), _traffic, now, now + Duration.FromTimeSpan(options.Interval));
        return new(snapshot, rows + 1);
    }

    private async Task<int> FollowAsync(Instant now, CancellationToken cancellation)
    {
        var first = _highWater is null;
        var from = (_highWater ?? now - ReportWindow.Length) - Overlap; // what is from before the start is known from the first look on
        var rows = 0;
        bool last;
        do
        {
            // After an outage, a part at a time, each remembered: what was read is not read again when the next part fails.
            var to = from + ReportWindow.Length + Overlap;
            last = to >= now;
            if (last) to = now + Duration.FromDays(1); // a report from a clock that runs ahead counts too
            foreach (var row in await ReportsAsync(from, to, cancellation))
            {
                var report = row.ToReport();
                rows++;
                if (_window.Add(report) && !first) _traffic = _traffic.Plus(report);
            }
            from = last ? now : to;
            _highWater = last ? Mark(now) : to;
            _window.Forget(Instant.Min(now - ReportWindow.Length, _highWater.Value - Overlap));
        }
        while (!last);
        return rows;
    }

    private static bool SessionsByApp(Schema schema) => schema.Has("workspace_agent_stats", "session_counts");

    private static string Reports(Schema schema) =>
        SessionsByApp(schema) ? ReportsWithApps :
        schema.Has("workspace_agent_stats", "usage") ? ReportsWithUsage :
        ReportsWithCounts;

    /// <summary>The newest report that is not ahead of our clock, but not further back than the window.</summary>
    private Instant Mark(Instant now) => Instant.Max(now - ReportWindow.Length, _window.Newest(now) ?? Instant.MinValue);

    private Task<List<AgentReportRow>> ReportsAsync(Instant from, Instant to, CancellationToken cancellation)
    {
        var range = (From: from.ToDateTimeUtc(), To: to.ToDateTimeUtc());
        return database.ReadAsync((session, ct) => session.Connection.QueryUnbufferedAsync<AgentReportRow>(
            Reports(session.Schema), new { from = range.From, to = range.To }, session.Transaction).ToListAsync(ct).AsTask(), cancellation);
    }

    private Task<WorkspaceCounts> WorkspacesAsync(DatabaseSession session, Instant at, CancellationToken ct)
    {
        var now = at.ToDateTimeUtc();
        var hung_before = now - options.HungAfter;
        return session.Connection.QueryUnbufferedAsync<WorkspaceCounts>(Workspaces, new { now, hung_before }, session.Transaction)
            .SingleAsync(ct).AsTask();
    }
}
