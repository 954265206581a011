using Dapper;
using Exporter.Configuration;
using Exporter.Database;
using NodaTime;
using Npgsql;

namespace Exporter.Activity;

/// <summary>
/// Reads one source, each row once: first the history, newest day first, then only what is newer than a high-water mark, less an overlap for late
/// arrivals. Once a day the newest complete days are read again, as a check.
/// </summary>
internal sealed partial class HistoryReader(
    CoderDatabase database, ActivitySource source, ActivityOptions options, TimeProvider time, ILogger<HistoryReader> logger)
{
    private static readonly Duration LongGap = Duration.FromHours(1);

    private readonly Duration _overlap = Duration.FromTimeSpan(options.Overlap > source.Overlap ? options.Overlap : source.Overlap);
    private readonly LoadPlan _plan = new();
    private readonly Dictionary<Guid, bool> _counted = []; // users seen, and whether they count
    private Instant? _highWater; // every row up to here was read, or is in the plan; null while there is none
    private long _followed;      // timestamp of the last look at what is new
    private Instant? _looked;    // when that was
    private long? _today;        // UTC day, since 1970-01-01
    private long? _begins;       // UTC day before which nothing is kept

    public ActivitySource Source => source;

    public ActivityHistory History { get; private set; } = ActivityHistory.Start();

    /// <summary>All of the history within the horizon is loaded.</summary>
    public bool Complete => _plan.Complete;

    /// <summary>Something is waiting to be read.</summary>
    public bool HasMore => _plan.Next is not null;

    /// <summary>The quarter-hour from which on the history is loaded.</summary>
    public long LoadedFrom => _plan.LoadedFrom(QuarterRange.UtcDay(FirstDay).Start);

    private long Today => _today.GetValueOrDefault();

    private long FirstDay => Today - options.HorizonDays;

    /// <summary>Reads what is new, when that is due, and goes on loading history for as long as <paramref name="slice"/>. Answers how many rows that were.</summary>
    /// <param name="loadsBeside">Another reader is loading history: it, and not the interval, may be why this is called again.</param>
    public async Task<int> AdvanceAsync(Instant now, TimeSpan slice, bool loadsBeside, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var loads = HasMore || loadsBeside;
        var due = _highWater is null || !loads || time.GetElapsedTime(_followed) >= options.Interval; // before a new day brings what is to be read again
        BeginDay(QuarterRange.DayOf(QuarterRange.QuarterOf(now)));
        var rows = 0;
        if (due) rows += await FollowAsync(now, cancellation);
        // Where today is, is known first: each of the days that it takes in some time zone is published at once, however slow the days before are.
        var todayKnown = LoadedFrom <= QuarterRange.UtcDay(Today - 1).Start;
        do rows += await LoadNextAsync(cancellation);
        while (todayKnown && HasMore && time.GetElapsedTime(start) < slice);
        return rows;
    }

    private void BeginDay(long today)
    {
        if (_today == today) return;
        if (_today is not null)
        {
            _plan.Recheck(today - 1);
            _plan.Recheck(today - 2);
        }
        _today = today;
        // The clock was ahead and is set right: what was forgotten as too old is not.
        if (FirstDay < _begins) _plan.Need(new(QuarterRange.UtcDay(FirstDay).Start, EndOfTime), Today);
        _begins = FirstDay;
        _plan.Forget(FirstDay);
        History = History.Without(FirstDay);
    }

    private async Task<int> FollowAsync(Instant now, CancellationToken cancellation)
    {
        var (newest, rows) = await database.ReadAsync(async (session, ct) =>
        {
            var found = await NewestAsync(session, now, ct);
            return (found, IsNear(found) ? await RowsAsync(session, ReadAgainFrom, QuarterRange.InstantOf(EndOfTime), ct) : []);
        }, cancellation);
        // The first time, and after an outage, the gap is read like history: in parts, which are halved if one takes too long.
        if (newest is not null && !IsNear(newest)) _plan.Need(new(QuarterRange.QuarterOf(ReadAgainFrom), EndOfTime), Today);
        Merge(rows);
        _highWater = newest ?? _highWater;
        (_followed, _looked) = (time.GetTimestamp(), now);
        return rows.Count;
    }

    private async Task<Instant?> NewestAsync(DatabaseSession session, Instant now, CancellationToken cancellation)
    {
        var newest = await session.Connection.QueryUnbufferedAsync<DateTime?>(
            source.Newest, new { now = now.ToDateTimeUtc() }, session.Transaction).SingleAsync(cancellation);
        return newest is { } at ? Instant.FromDateTimeUtc(at) : null;
    }

    /// <summary>From the last look on: after a quiet night there is no gap, though the newest row is hours younger than the one before.</summary>
    private bool IsNear(Instant? newest) => _highWater is { } mark && newest - Instant.Max(mark, _looked ?? mark) <= LongGap;

    private Instant ReadAgainFrom => _highWater is { } mark ? Instant.Max(FirstInstant, mark - _overlap) : FirstInstant;

    private Instant FirstInstant => QuarterRange.UtcDay(FirstDay).From;

    private async Task<int> LoadNextAsync(CancellationToken cancellation)
    {
        if (_plan.Next is not { } chunk) return 0;
        try
        {
            var before = History;
            var rows = await database.ReadAsync((session, ct) => RowsAsync(session, chunk.Range.From, chunk.Range.To, ct), cancellation);
            Merge(rows);
            _plan.Done(chunk);
            if (chunk.Recheck && History != before) LogLate(chunk.Range.From, _overlap);
            return rows.Count;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && _plan.Split(chunk))
        {
            throw; // too much for one statement: the next attempt reads it in halves
        }
    }

    private async Task<List<ActivityRow>> RowsAsync(DatabaseSession session, Instant start, Instant end, CancellationToken cancellation)
    {
        var (from, to) = (start.ToDateTimeUtc(), end.ToDateTimeUtc());
        var rows = await session.Connection.QueryUnbufferedAsync<ActivityRow>(source.Rows, new { from, to }, session.Transaction).ToListAsync(cancellation);
        await MeetAsync(session, rows, cancellation);
        return rows;
    }

    private void Merge(List<ActivityRow> rows) => History = History.Merge(rows.Where(row => _counted[row.UserId]));

    private async Task MeetAsync(DatabaseSession session, List<ActivityRow> rows, CancellationToken cancellation)
    {
        Guid[] strangers = [.. rows.Select(row => row.UserId).Where(user => !_counted.ContainsKey(user)).Distinct()];
        if (strangers.Length == 0) return;
        var system = options.SystemUsers ? [] : await SystemUsers.AmongAsync(session, strangers, cancellation);
        foreach (var user in strangers) _counted[user] = !system.Contains(user);
    }

    /// <summary>A day ahead: rows are stamped by other clocks than ours.</summary>
    private long EndOfTime => QuarterRange.UtcDay(Today + 1).End;

    [LoggerMessage(LogLevel.Information,
        "Reading {Day} again found activity that arrived later than Activity:Overlap ({Overlap}) allows for. It is counted now.")]
    private partial void LogLate(Instant day, Duration overlap);
}
