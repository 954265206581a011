using System.Collections.Immutable;
using Dapper;
using Exporter.Activity;
using Exporter.Configuration;
using Exporter.Database;
using Exporter.Refresh;
using Exporter.Templates;
using NodaTime;

namespace Exporter.BuildTimes;

/// <summary>
/// Builds of all templates in one question, each build read once: all of the window first, then what completed after the newest that is known, less an
/// overlap for what was written late. Once a day the whole window is read again, as a check.
/// </summary>
internal sealed class BuildTimesQuery(CoderDatabase database, BuildTimesOptions options, ActivityOptions activity, TimeProvider time) : IQuery<BuildTimesSnapshot>
{
    /// <summary>A job is written within moments of its completion, by the clock of one of Coder's servers.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private static readonly string Builds = Sql.Load("CompletedBuilds.sql");
    private static readonly string Owners = Sql.Load("WorkspaceOwners.sql");

    private readonly Dictionary<Guid, DateTime> _counted = []; // when each job completed that may be read again: none counts twice, whatever the clock does
    private BuildHistory? _history;
    private DateTime _highWater; // every build that completed up to here was read; the beginning of time while there is none
    private DateTime _readOn;    // the day of the last read of the whole window
    private DateTime _lookedFrom = DateTime.MaxValue; // no read looked at builds that started before
    private DateTime _now;

    private DateTime ReadAgainFrom => _highWater > DateTime.MinValue + Overlap ? _highWater - Overlap : DateTime.MinValue;

    public async Task<QueryResult<BuildTimesSnapshot>> RunAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var since = options.Window.Start(Instant.FromDateTimeUtc(now)).ToDateTimeUtc();
        var whole = _history is null || _readOn != now.Date || now < _now; // a clock that was ahead let builds go too early
        var (templates, owners, builds) = await database.ReadAsync(
            async (session, ct) => (
                await TemplatesQuery.RunAsync(session, ct),
                await OwnersAsync(session, ct),
                await BuildsAsync(session, whole ? DateTime.MinValue : ReadAgainFrom, since, ct)),
            cancellation);
        var completed = Merge(builds, whole, since, now);
        return new(
            new(templates, _history!.Times(), owners.ToImmutableDictionary(row => row.TemplateId, row => row.Owners), completed),
            Rows: templates.Length + owners.Count + builds.Count);
    }

    /// <summary>
    /// Answers the builds that are new: an earlier read would have shown them, had they been complete. None the first time, nor those that a clock that
    /// was ahead kept out of the window until it was set right: they are the past.
    /// </summary>
    private ImmutableArray<CompletedBuild> Merge(List<CompletedBuild> builds, bool whole, DateTime since, DateTime now)
    {
        var news = builds.FindAll(build => build.CompletedAt >= ReadAgainFrom && _counted.TryAdd(build.JobId, build.CompletedAt));
        ImmutableArray<CompletedBuild> completed = [.. news.Where(build => build.StartedAt > _lookedFrom)];
        if (since < _lookedFrom) _lookedFrom = since;
        if (whole) (_history, _readOn) = (new(), now.Date);
        _now = now;
        foreach (var build in builds)
        {
            _history!.Add(build);
            if (build.CompletedAt > _highWater && build.CompletedAt <= now) _highWater = build.CompletedAt;
        }
        _history!.Forget(since, ReadAgainFrom);
        foreach (var (job, completedAt) in _counted)
        {
            if (completedAt < ReadAgainFrom) _counted.Remove(job);
        }
        return completed;
    }

    private static ValueTask<List<CompletedBuild>> BuildsAsync(DatabaseSession session, DateTime from, DateTime since, CancellationToken cancellation) =>
        session.Connection.QueryUnbufferedAsync<CompletedBuild>(
            Builds, new { from = DateTime.SpecifyKind(from, DateTimeKind.Utc), since }, session.Transaction).ToListAsync(cancellation);

    private ValueTask<List<TemplateOwners>> OwnersAsync(DatabaseSession session, CancellationToken cancellation) =>
        session.Connection.QueryUnbufferedAsync<TemplateOwners>(
            Owners, new { system_users = activity.SystemUsers, prebuilds = SystemUsers.Prebuilds }, session.Transaction).ToListAsync(cancellation);
}
