using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Exporter.Activity;
using Exporter.Backfill;
using NodaTime;

namespace Benchmarks;

/// <summary>
/// What the verb <c>history</c> takes once the history is in memory: to write all of it in four zones, for the deployment and every template, and
/// what <c>promtool</c> takes to make blocks of it.
/// </summary>
internal static class BackfillBenchmark
{
    private static readonly Instant Now = Instant.FromUtc(2026, 4, 15, 13, 0);
    private static readonly long Today = QuarterRange.DayOf(QuarterRange.QuarterOf(Now));
    private static readonly ImmutableArray<Timezone> Timezones = [.. new[] { "UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata" }
        .Select(name => Timezone.TryParse(name, out var zone, out var error) ? zone : throw new InvalidOperationException(error))];

    public static async Task RunAsync(bool quick, TextWriter output)
    {
        var (users, days) = quick ? (1_000, 60) : (10_000, 180);
        var past = Load(new HistoryActivity(users), days);
        GC.Collect();
        var table = new Table("users", "days", "zones", "templates", "a sample every", "series", "samples", "file", "time to write it",
            "processor time of that", "resident memory before", "at its highest meanwhile", "promtool makes blocks of it in", "blocks");
        foreach (var hours in new[] { 1, 6, 24 })
        {
            var folder = Directory.CreateTempSubdirectory("backfill-");
            try
            {
                var file = Path.Combine(folder.FullName, "daus.om");
                var before = Environment.WorkingSet;
                var highest = before;
                var (took, busy, series, samples) = Write(past, hours, file, () => highest = Math.Max(highest, Environment.WorkingSet));
                var imported = await ImportAsync(file, Path.Combine(folder.FullName, "blocks"));
                table.Add(users, days, Timezones.Length, past.Templates.Length, $"{hours} h", series, samples,
                    Megabytes(new FileInfo(file).Length), took, busy, Megabytes(before), Megabytes(highest), imported.Took, imported.Size);
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
        await output.WriteAsync(table.ToString());
    }

    private static PastActivity Load(HistoryActivity activity, int days)
    {
        var history = ActivityHistory.Start();
        for (var day = Today; day > Today - days; day--)
            history = history.Merge(activity.Day(day, day == Today ? QuarterHours.Between(0, 52) : QuarterHours.WholeDay));
        return new(history, QuarterRange.UtcDay(Today - days + 1).Start, activity.Templates);
    }

    private static (TimeSpan Took, TimeSpan Busy, int Series, long Samples) Write(PastActivity past, int hours, string file, Action look)
    {
        var (start, busy) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
        using var timer = TimeProvider.System.CreateTimer(_ => look(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        using var text = new StreamWriter(file);
        var (series, samples) = new BackfillFile(past, new(Timezones, Timezones, null, null, Now, Duration.FromHours(hours), []), text).Write();
        return (TimeProvider.System.GetElapsedTime(start), Environment.CpuUsage.TotalTime - busy, series, samples);
    }

    private static async Task<(object Took, string Size)> ImportAsync(string file, string blocks)
    {
        var start = TimeProvider.System.GetTimestamp();
        try
        {
            using var promtool = Process.Start(
                "promtool", ["tsdb", "create-blocks-from", "openmetrics", "--max-block-duration=744h", "--quiet", file, blocks]);
            await promtool.WaitForExitAsync();
            if (promtool.ExitCode != 0) throw new InvalidOperationException("promtool refused the file.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ("not installed", "");
        }
        var size = new DirectoryInfo(blocks).EnumerateFiles("*", SearchOption.AllDirectories).Sum(found => found.Length);
        return (TimeProvider.System.GetElapsedTime(start), Megabytes(size));
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:#,0.#} MB");
}
