using Exporter.Configuration;
using Exporter.Database;
using Exporter.Refresh;
using NodaTime;

namespace Exporter.Deployment;

/// <summary>Workspaces by status, and what their agents report: both are followed, not asked for anew.</summary>
internal sealed class DeploymentQuery(CoderDatabase database, DeploymentOptions options, TimeProvider time) : IQuery<DeploymentSnapshot>
{
    private readonly ReportReader _reports = new(database);
    private readonly WorkspaceReader _workspaces = new(database);

    public async Task<QueryResult<DeploymentSnapshot>> RunAsync(CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var rows = await _reports.FollowAsync(now.ToDateTimeUtc(), cancellation);
        rows += await _workspaces.FollowAsync(cancellation);
        var schema = database.Schema!; // known since the first read
        var snapshot = new DeploymentSnapshot(
            _workspaces.Count(now, options.HungAfter),
            _reports.Figures(now, options.Sessions, trafficOfAll: schema.Exists("users", "is_service_account")),
            ReportReader.CountsByApp(schema), _reports.Traffic, now, now + Duration.FromTimeSpan(options.Interval));
        return new(snapshot, rows);
    }
}
