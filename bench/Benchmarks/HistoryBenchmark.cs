using System.Collections.Immutable;
using Exporter.Activity;
using NodaTime;

namespace Benchmarks;

/// <summary>The history of activity in memory, without a database: what it takes to load, to follow, to hold and to ask.</summary>
internal sealed class HistoryBenchmark(int users, int days)
{
    private const int Refreshes = 20;
    private const int AskedDays = 60;

    private static readonly Instant Now = Instant.FromUtc(2026, 4, 15, 13, 0);
    private static readonly long Today = QuarterRange.DayOf(QuarterRange.QuarterOf(Now));
    private static readonly ImmutableArray<Timezone> Asked = [.. new[] { "UTC", "America/New_York", "Asia/Kolkata", "Asia/Kathmandu", "Australia/Lord_Howe" }
        .Select(name => Timezone.TryParse(name, out var zone, out var error) ? zone : throw new InvalidOperationException(error))];

    private readonly HistoryActivity _activity = new(users);
    private ActivityHistory _history = ActivityHistory.Start();

    private long LoadedFrom => QuarterRange.UtcDay(Today - days + 1).Start;

    public static async Task RunAsync(bool quick, TextWriter output)
    {
        var days = quick ? 30 : 180;
        var table = new Table("users", "days", "load", "user-days loaded a second", "a minute's rows", "merge and publish", "slowest",
            "memory of the history", "resident memory of the process", $"{AskedDays}-day DAU of the deployment", "of a template");
        new HistoryBenchmark(100, 10).Measure(new Table("warm-up"), say: false);
        foreach (var users in quick ? [1_000] : new[] { 1_000, 10_000, 100_000 }) new HistoryBenchmark(users, days).Measure(table, say: true);
        await output.WriteAsync(table.ToString());
    }

    private void Measure(Table table, bool say)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (load, rows) = Load();
        var (refreshes, newRows) = Follow();
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        var resident = Environment.WorkingSet;
        var deployment = Median([.. Asked.Select(zone => Ask(zone, template: null))]);
        var template = Median([.. Asked.Select(zone => Ask(zone, _activity.Templates[7].Id))]);
        GC.KeepAlive(_history);
        if (say) table.Add(users, days, load, rows / load.TotalSeconds, newRows, Median(refreshes), refreshes.Max(), Megabytes(memory), Megabytes(resident), deployment, template);
    }

    private (TimeSpan Took, long Rows) Load()
    {
        var (took, rows) = (TimeSpan.Zero, 0L);
        for (var day = Today; day > Today - days; day--)
        {
            // As the reader does, a day at a time; inventing it is not what is measured.
            List<ActivityRow> read = [.. _activity.Day(day, day == Today ? QuarterHours.Between(0, 52) : QuarterHours.WholeDay)];
            rows += read.Count;
            took += Time(() => _history = _history.Merge(read));
        }
        return (took, rows);
    }

    /// <summary>Minutes in which a quarter-hour begins, so that every row brings something new: most minutes cost less.</summary>
    private (TimeSpan[] Took, int Rows) Follow()
    {
        var (took, rows) = (new TimeSpan[Refreshes], 0);
        for (var i = 0; i < Refreshes; i++)
        {
            var now = Now + Duration.FromMinutes(15 * i);
            var quarter = (int)(QuarterRange.QuarterOf(now) - Today * QuarterHours.PerDay);
            List<ActivityRow> read = [.. _activity.Day(Today, QuarterHours.Between(quarter, quarter + 1))];
            rows += read.Count;
            took[i] = Time(() =>
            {
                _history = _history.Merge(read);
                _ = ActivityCounts.InZones(_history, LoadedFrom, now, Timezone.WholeHours);
                _ = ActivityCounts.PerTemplate(_history, LoadedFrom, complete: true, now, [Timezone.Utc], _activity.Templates);
            });
        }
        return (took, rows / Refreshes);
    }

    private TimeSpan Ask(Timezone zone, Guid? template)
    {
        var last = LocalDays.Today(zone, Now);
        return Median([.. Enumerable.Range(0, 5).Select(_ => Time(() =>
        {
            for (var ago = 0; ago < AskedDays; ago++) _history.CountUsers(LocalDays.Day(zone, last.PlusDays(-ago)), template);
        }))]);
    }

    private static TimeSpan Time(Action work)
    {
        var start = TimeProvider.System.GetTimestamp();
        work();
        return TimeProvider.System.GetElapsedTime(start);
    }

    private static TimeSpan Median(TimeSpan[] times) => times.Order().ElementAt(times.Length / 2);

    private static string Megabytes(long bytes) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1e6:#,0} MB");
}
