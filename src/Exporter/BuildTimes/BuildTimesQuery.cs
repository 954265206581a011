using System.Collections.Immutable;
using Dapper;
using Exporter.Activity;
using Exporter.Configuration;
using Exporter.Database;
using Exporter.Refresh;
using Exporter.Templates;
using NodaTime;

namespace Exporter.BuildTimes;

/// <summary>One question for all templates.</summary>
internal sealed class BuildTimesQuery(CoderDatabase database, BuildTimesOptions options, ActivityOptions activity, TimeProvider time) : IQuery<BuildTimesSnapshot>
{
    private static readonly string BuildTimes = Sql.Load("BuildTimes.sql");
    private static readonly string Owners = Sql.Load("WorkspaceOwners.sql");

    public Task<QueryResult<BuildTimesSnapshot>> RunAsync(CancellationToken cancellation) => database.ReadAsync(ReadAsync, cancellation);

    private async Task<QueryResult<BuildTimesSnapshot>> ReadAsync(DatabaseSession session, CancellationToken cancellation)
    {
        var since = options.Window.Start(Instant.FromDateTimeOffset(time.GetUtcNow())).ToDateTimeUtc();
        var templates = await TemplatesQuery.RunAsync(session, cancellation);
        ImmutableArray<BuildTime> builds =
            [.. await session.Connection.QueryUnbufferedAsync<BuildTime>(BuildTimes, new { since }, session.Transaction).ToListAsync(cancellation)];
        var owners = await session.Connection.QueryUnbufferedAsync<TemplateOwners>(
                Owners, new { system_users = activity.SystemUsers, prebuilds = SystemUsers.Prebuilds }, session.Transaction)
            .ToListAsync(cancellation);
        var snapshot = new BuildTimesSnapshot(templates, builds, owners.ToImmutableDictionary(row => row.TemplateId, row => row.Owners));
        return new(snapshot, Rows: templates.Length + builds.Length + snapshot.Owners.Count);
    }
}
