using System.Collections.Immutable;
using Exporter;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Configuration;
using Exporter.Refresh;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Benchmarks;

/// <summary>What it takes to serve the status page over HTTP.</summary>
internal sealed class PageBenchmark(int users, int templates, int days, string timezone)
{
    private const int Refreshes = 20;

    private static readonly string[] Timezones = ["UTC", "Asia/Kolkata"];
    private static readonly string[] Transitions = ["start", "stop", "delete"];

    private readonly HistoryActivity _activity = new(users, templates);

    public static async Task RunAsync(bool quick, TextWriter output)
    {
        var table = new Table(
            "users", "templates", "days", "time zone", "bytes", "first view after a refresh", "median view", "95 of 100", "slowest",
            "a view's processor time");
        await new PageBenchmark(100, 5, 90, "UTC").MeasureAsync(views: 1000, new Table("warm-up"), say: false);
        (int Users, int Templates)[] shapes = quick ? [(300, 12)] : [(300, 12), (10_000, 12), (10_000, 300)];
        foreach (var (users, templates) in shapes)
        {
            foreach (var timezone in Timezones)
                await new PageBenchmark(users, templates, 90, timezone).MeasureAsync(views: quick ? 20 : 300, table, say: true);
        }
        await output.WriteAsync(table.ToString());
    }

    private async Task MeasureAsync(int views, Table table, bool say)
    {
        await using var app = await ServeAsync();
        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var activity = app.Services.GetRequiredService<SnapshotSlot<ActivitySnapshot>>();
        var first = new TimeSpan[Refreshes];
        for (var i = 0; i < Refreshes; i++)
        {
            activity.Publish(activity.Current! with { At = activity.Current.At + Duration.FromSeconds(1) });
            first[i] = await ViewAsync(http);
        }

        var (took, before) = (new TimeSpan[views], Environment.CpuUsage.TotalTime);
        for (var i = 0; i < views; i++) took[i] = await ViewAsync(http);
        var cost = (Environment.CpuUsage.TotalTime - before) / views;
        Array.Sort(first);
        Array.Sort(took);
        var bytes = (await http.GetByteArrayAsync(Address)).Length;
        if (say) table.Add(users, templates, days, timezone, bytes, first[Refreshes / 2], took[views / 2], took[views * 95 / 100], took[^1], cost);
    }

    private string Address => $"/?timezone={timezone}";

    private async Task<TimeSpan> ViewAsync(HttpClient http)
    {
        var start = TimeProvider.System.GetTimestamp();
        await http.GetByteArrayAsync(Address);
        return TimeProvider.System.GetElapsedTime(start);
    }

    private async Task<WebApplication> ServeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--CODER_PG_CONNECTION_URL=postgres://nobody@127.0.0.1:1/none", "--urls=http://127.0.0.1:0"]);
        var options = ExporterOptions.Read(builder.Configuration);
        builder.AddExporter(options, TimeProvider.System);
        builder.Logging.ClearProviders();
        builder.Services.RemoveAll<IHostedService>(); // the snapshots are made here
        var app = builder.Build();
        app.MapExporter(options);
        app.Services.GetRequiredService<SnapshotSlot<ActivitySnapshot>>().Publish(Activity());
        app.Services.GetRequiredService<SnapshotSlot<BuildTimesSnapshot>>().Publish(BuildTimes());
        await app.StartAsync();
        return app;
    }

    private ActivitySnapshot Activity()
    {
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var today = QuarterRange.DayOf(QuarterRange.QuarterOf(now));
        var history = ActivityHistory.Start();
        for (var day = today; day > today - days; day--) history = history.Merge(_activity.Day(day, QuarterHours.WholeDay));
        var loadedFrom = QuarterRange.UtcDay(today - days + 1).Start;
        return new(ActivitySource.AgentStats, now, history, loadedFrom, Complete: true, _activity.Templates,
            ActivityCounts.InZones(history, loadedFrom, now, Timezone.WholeHours),
            ActivityCounts.PerTemplate(history, loadedFrom, complete: true, now, [Timezone.Utc], _activity.Templates));
    }

    private BuildTimesSnapshot BuildTimes() => new(
        _activity.Templates,
        [.. from template in _activity.Templates from transition in Transitions select new BuildTime(template.Id, transition, 42.5, 95, 1000)],
        _activity.Templates.ToImmutableDictionary(template => template.Id, _ => (long)users / templates),
        []);
}
