using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Exporter.Activity;
using NodaTime;

namespace Benchmarks;

/// <summary>The operations on masks that everything is made of, over 10,000 users, and the numbers of a whole snapshot.</summary>
[MemoryDiagnoser]
public class MicroBenchmark
{
    private const int Users = 10_000, Days = 31;
    private static readonly Instant Now = Instant.FromUtc(2026, 4, 15, 13, 0);
    private static readonly long Today = QuarterRange.DayOf(QuarterRange.QuarterOf(Now));
    private static readonly QuarterHours Window = QuarterHours.Between(0, 24);

    private readonly HistoryActivity _activity = new(Users);
    private readonly UserSet _set = new(Users);
    private UserDay[] _rows = [], _news = [];
    private UserDays _day = UserDays.None;
    private ActivityHistory _history = ActivityHistory.Start();

    /// <summary>Answers whether all of them ran.</summary>
    internal static bool Run(bool quick)
    {
        var summary = BenchmarkRunner.Run<MicroBenchmark>(ManualConfig.Create(DefaultConfig.Instance)
            // In this process: what is measured is internal, and another build of it would cost more than it tells.
            .AddJob((quick ? Job.Dry : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance))
            .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "benchmarks")));
        return !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success);
    }

    [GlobalSetup]
    public void Fill()
    {
        for (var day = Today; day > Today - Days; day--) _history = _history.Merge(_activity.Day(day, QuarterHours.WholeDay));
        _rows = [.. Enumerable.Range(0, Users).Select(user => new UserDay(user, QuarterHours.Between(user % 64, user % 64 + 32)))];
        _news = [.. _rows.Where(row => row.User % 5 == 0).Select(row => row with { Active = QuarterHours.WholeDay })];
        _day = UserDays.None.Merge(_rows);
    }

    [Benchmark(Description = "overlap of 10,000 masks")]
    public int Overlap()
    {
        var count = 0;
        foreach (var row in _rows) count += row.Active.Overlaps(Window) ? 1 : 0;
        return count;
    }

    [Benchmark(Description = "users active in a part of a day")]
    public void AddActive() => _day.AddActive(Window, _set);

    [Benchmark(Description = "users active in a whole day")]
    public void AddActiveAllDay() => _day.AddActive(QuarterHours.WholeDay, _set);

    [Benchmark(Description = "merge of what is known")]
    public object MergeKnown() => _day.Merge(_rows);

    [Benchmark(Description = "merge of news of 2,000 users")]
    public object MergeNews() => _day.Merge(_news);

    [Benchmark(Description = "four windows of the deployment in 25 zones")]
    public object Zones() => ActivityCounts.InZones(_history, 0, Now, Timezone.WholeHours);

    [Benchmark(Description = "four windows of each of 40 templates in UTC")]
    public object Templates() => ActivityCounts.PerTemplate(_history, 0, complete: true, Now, [Timezone.Utc], _activity.Templates);
}
