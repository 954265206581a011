using System.Collections.Immutable;
using Dapper;
using Exporter.Configuration;
using Exporter.Database;
using Exporter.Refresh;
using Exporter.Templates;
using NodaTime;
using Npgsql;

namespace Exporter.Activity;

/// <summary>
/// Reads each report once: first the history, newest day first, then only what is newer than a high-water mark, less an overlap for late
/// arrivals. Once a day the newest complete days are read again, as a check.
/// </summary>
internal sealed partial class ActivityQuery(CoderDatabase database, ActivityOptions options, TimeProvider time, ILogger<ActivityQuery> logger)
    : IQuery<ActivitySnapshot>
{
    /// <summary>How long a refresh goes on loading history before it publishes what it has.</summary>
    private static readonly TimeSpan LoadSlice = TimeSpan.FromMilliseconds(250);

    private static readonly Duration LongGap = Duration.FromHours(1);

    private static readonly string ActivityRows = Sql.Load("ActivityRows.sql");
    private static readonly string NewestReport = Sql.Load("NewestReport.sql");

    private readonly ImmutableArray<Timezone> _timezones =
        [.. Timezone.WholeHours.Concat(options.Timezones).DistinctBy(timezone => timezone.Label)];
    private readonly LoadPlan _plan = new();

    private ActivityHistory _history = ActivityHistory.Start();
    private ImmutableArray<Template> _templates;
    private Instant? _highWater; // every report up to here was read, or is in the plan; null while there is none
    private long _followed;      // timestamp of the last look at what is new
    private long? _today;        // UTC day, since 1970-01-01

    public async Task<QueryResult<ActivitySnapshot>> RunAsync(CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        var today = QuarterRange.DayOf(QuarterRange.QuarterOf(now));
        BeginDay(today);

        var first = _highWater is null; // today alone is published at once, however slow the days before are
        var rows = 0;
        if (first || _plan.Next is null || time.GetElapsedTime(_followed) >= options.Interval)
            rows += await FollowAsync(now, today, cancellation);
        do rows += await LoadNextAsync(cancellation);
        while (!first && _plan.Next is not null && time.GetElapsedTime(start) < LoadSlice);

        return new(Snapshot(now, today), rows, More: _plan.Next is not null);
    }

    private long FirstDay(long today) => today - options.HorizonDays;

    private void BeginDay(long today)
    {
        if (_today == today) return;
        if (_today is not null)
        {
            _plan.Recheck(today - 1);
            _plan.Recheck(today - 2);
        }
        _plan.Forget(FirstDay(today));
        _history = _history.Without(FirstDay(today));
        _today = today;
    }

    private async Task<int> FollowAsync(Instant now, long today, CancellationToken cancellation)
    {
        var (templates, newest) = await database.ReadAsync(async (session, ct) => (
            await TemplatesQuery.RunAsync(session, ct), await NewestAsync(session, now, ct)), cancellation);
        var rows = newest is { } mark ? await ReadToAsync(mark, today, cancellation) : 0;
        _templates = templates;
        _followed = time.GetTimestamp();
        return rows;
    }

    private async Task<int> ReadToAsync(Instant newest, long today, CancellationToken cancellation)
    {
        var rows = 0;
        var all = new QuarterRange(QuarterRange.UtcDay(FirstDay(today)).Start, EndOfTime(today));
        if (_highWater is not { } highWater)
        {
            _plan.Need(all, today);
        }
        else
        {
            var from = Instant.Max(all.From, highWater - Duration.FromTimeSpan(options.Overlap));
            // After an outage the gap is read like history: in parts, which are halved if one takes too long.
            if (newest - highWater > LongGap) _plan.Need(all with { Start = QuarterRange.QuarterOf(from) }, today);
            else rows = await MergeAsync(from, all.To, cancellation);
        }
        _highWater = newest;
        return rows;
    }

    private static async Task<Instant?> NewestAsync(DatabaseSession session, Instant now, CancellationToken cancellation)
    {
        var newest = await session.Connection.QueryUnbufferedAsync<DateTime?>(
            NewestReport, new { now = now.ToDateTimeUtc() }, session.Transaction).SingleAsync(cancellation);
        return newest is { } at ? Instant.FromDateTimeUtc(at) : null;
    }

    private async Task<int> LoadNextAsync(CancellationToken cancellation)
    {
        if (_plan.Next is not { } chunk) return 0;
        try
        {
            var before = _history;
            var rows = await MergeAsync(chunk.Range.From, chunk.Range.To, cancellation);
            _plan.Done(chunk);
            if (chunk.Recheck && _history != before) LogLate(chunk.Range.From, options.Overlap);
            return rows;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && _plan.Split(chunk))
        {
            throw; // too much for one statement: the next attempt reads it in halves
        }
    }

    private async Task<int> MergeAsync(Instant from, Instant to, CancellationToken cancellation)
    {
        var range = (From: from.ToDateTimeUtc(), To: to.ToDateTimeUtc());
        var rows = await database.ReadAsync((session, ct) => session.Connection.QueryUnbufferedAsync<ActivityRow>(
            ActivityRows, new { from = range.From, to = range.To }, session.Transaction).ToListAsync(ct).AsTask(), cancellation);
        _history = _history.Merge(rows);
        return rows.Count;
    }

    private ActivitySnapshot Snapshot(Instant now, long today)
    {
        var loadedFrom = _plan.LoadedFrom(QuarterRange.UtcDay(FirstDay(today)).Start);
        return new(
            "agent_stats", now, _history, loadedFrom, _plan.Complete, _templates,
            ActivityCounts.InZones(_history, loadedFrom, now, _timezones),
            ActivityCounts.PerTemplate(_history, loadedFrom, _plan.Complete, now, options.TemplateTimezones, _templates));
    }

    /// <summary>A day ahead: reports are stamped by other clocks than ours.</summary>
    private static long EndOfTime(long today) => QuarterRange.UtcDay(today + 1).End;

    [LoggerMessage(LogLevel.Information,
        "Reading {Day} again found activity that arrived later than Activity:Overlap ({Overlap}) allows for. It is counted now.")]
    private partial void LogLate(Instant day, TimeSpan overlap);
}
