using Dapper;
using Exporter.Database;
using NodaTime;
using Npgsql;

namespace Exporter.Deployment;

/// <summary>
/// The newest build of each workspace that is not deleted. A build that has ended stays as it is, so only those are looked up that are new or had
/// not ended before.
/// </summary>
internal sealed class WorkspaceReader(CoderDatabase database)
{
    private static readonly string Newest = Sql.Load("NewestBuilds.sql");
    private static readonly string States = Sql.Load("BuildStates.sql");

    /// <summary>A job is building while its last update is no further ahead of our clock than this: Coder's own rule, which never ends a job.</summary>
    private static readonly Duration Ahead = Duration.FromSeconds(30);

    private Dictionary<Guid, BuildState> _builds = [];
    private int _workspaces;

    /// <summary>Looks at what is new. Answers how many rows that were.</summary>
    public async Task<int> FollowAsync(CancellationToken cancellation)
    {
        var (newest, looked) = await database.ReadAsync(async (session, ct) =>
        {
            var found = await session.Connection.QueryUnbufferedAsync<NewestBuild>(Newest, transaction: session.Transaction).ToListAsync(ct);
            return (found, await LookAsync(session, [.. found.Where(IsNews)], ct));
        }, cancellation);
        Dictionary<Guid, BuildState> builds = new(newest.Count);
        foreach (var (workspace, _) in newest)
        {
            if (looked.TryGetValue(workspace, out var state) || _builds.TryGetValue(workspace, out state)) builds[workspace] = state;
        }
        (_builds, _workspaces) = (builds, newest.Count);
        return newest.Count + looked.Count;
    }

    /// <summary>Each bucket counts for itself: a build that was canceled with an error before it started is pending and failed.</summary>
    /// <param name="hungAfter">A job that was not updated for so long counts as hung too, besides as building.</param>
    public WorkspaceCounts Count(Instant now, TimeSpan hungAfter)
    {
        var (latest, hungBefore) = ((now + Ahead).ToDateTimeUtc(), now.ToDateTimeUtc() - hungAfter);
        var builds = _builds.Values;
        return new(
            Pending: _workspaces - builds.Count + builds.Count(build => build.IsPending),
            Building: builds.Count(build => build.IsBuilding && build.UpdatedAt < latest),
            Running: builds.Count(build => build.Did("start")),
            Failed: builds.Count(build => build.HasFailed),
            Stopped: builds.Count(build => build.Did("stop")),
            Hung: builds.Count(build => build.IsBuilding && build.UpdatedAt < hungBefore));
    }

    private bool IsNews(NewestBuild newest) => newest.BuildNumber is { } number
        && !(_builds.TryGetValue(newest.WorkspaceId, out var known) && known.BuildNumber == number && known.HasEnded);

    // By hand: the mapper cannot pass arrays without reflection.
    private static async Task<Dictionary<Guid, BuildState>> LookAsync(DatabaseSession session, NewestBuild[] wanted, CancellationToken cancellation)
    {
        Dictionary<Guid, BuildState> states = [];
        if (wanted.Length == 0) return states;
        await using var command = new NpgsqlCommand(States, session.Connection, session.Transaction);
        command.Parameters.AddWithValue("workspaces", wanted.Select(build => build.WorkspaceId).ToArray());
        command.Parameters.AddWithValue("numbers", wanted.Select(build => build.BuildNumber!.Value).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            states[reader.GetGuid(0)] = new(
                reader.GetInt32(1), reader.GetString(2), Moment(reader, 3), Moment(reader, 4), Moment(reader, 5), Moment(reader, 6), reader.GetBoolean(7));
        }
        return states;
    }

    private static DateTime? Moment(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDateTime(column);
}
