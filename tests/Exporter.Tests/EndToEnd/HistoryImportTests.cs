using System.Globalization;
using System.Text.Json;
using Exporter.Activity;
using Exporter.Configuration;
using Exporter.Refresh;
using Exporter.Templates;
using Exporter.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Simulation;

namespace Exporter.Tests.EndToEnd;

/// <summary>From an empty Prometheus to one that has two months of active users, by the commands of the documentation.</summary>
public sealed class HistoryImportTests(PostgresFixture postgres)
{
    private const int Days = 60;

    private readonly DocumentedImport _import = new();

    [Fact]
    public async Task Import_OfTheDocumentation_IsWhatTheApiAnswersAndWhatScrapesGoOnWith()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await SimulatedDeployment.FillAsync(
            database, new(Users: 60, Templates: 5, Days: Days + 1, Rows: 60_000), now, ct: TestContext.Current.CancellationToken);
        await using var exporter = await ServeAsync(database.Url, now);
        var address = new Uri(exporter.Urls.First());
        await using var prometheus = await RunningPrometheus.StartAsync(
            Scraping(address), data => _import.FillAsync(data, database.Url, address, now), _import.Arguments);

        await prometheus.EventuallyAsync("coder_activity_history_complete", 1);
        await EveryDayShouldEqualTheApiAsync(prometheus, exporter, address, now);
        await prometheus.EventuallyAsync("min(count_over_time(coder_exporter_build_info[1m])) >= bool 2", 1); // scraped by now, twice
        await SeamShouldNotShowAsync(prometheus, now);
    }

    private async Task EveryDayShouldEqualTheApiAsync(RunningPrometheus prometheus, WebApplication exporter, Uri address, DateTimeOffset now)
    {
        var activity = exporter.Services.GetRequiredService<SnapshotSlot<ActivitySnapshot>>().Current.ShouldNotBeNull();
        Template?[] templates = [null, .. activity.Templates.Where(template => activity.History.Knows(template.Id))];
        templates.Length.ShouldBeGreaterThan(5);
        _import.Timezones.Length.ShouldBe(3);
        foreach (var zone in _import.Timezones)
        {
            Timezone.TryParse(zone, out var timezone, out _).ShouldBeTrue();
            var yesterday = LocalDays.Today(timezone, Instant.FromDateTimeOffset(now)).PlusDays(-1);
            foreach (var template in templates)
            {
                var series = template is null
                    ? $"coder_daily_active_users_yesterday{{timezone=\"{zone}\"}}"
                    : $"coder_template_daily_active_users_yesterday{{template_id=\"{template.Id}\",timezone=\"{zone}\"}}";
                // A day's number holds for all of the next day; one query at a step of a day asks for all of them.
                var last = LocalDays.Day(timezone, yesterday).To + Duration.FromHours(2); // not further: that day may just have begun
                var recorded = await DailyAsync(prometheus, $"last_over_time({series}[3h])", last);
                var answered = await ApiAsync(address, zone, yesterday, template?.Id);
                recorded.ShouldBe(answered[^recorded.Length..], series);
                answered[..^recorded.Length].ShouldAllBe(users => users == 0, "the series begins with the first activity");
                answered.Length.ShouldBe(Days);
                if (template is not { Deleted: true }) answered.Sum().ShouldBeGreaterThan(0, series);
            }
        }
    }

    /// <summary>Whatever is scraped and was imported is one series, goes on with the last imported value, and misses no five minutes.</summary>
    private async Task SeamShouldNotShowAsync(RunningPrometheus prometheus, DateTimeOffset now)
    {
        var zones = string.Join('|', _import.Timezones);
        var everything = $"{{__name__=~\"coder_(template_)?(daily|weekly|monthly)_active_users.*\",timezone=~\"{zones}\"}}[30m]";
        using var answer = JsonDocument.Parse(await prometheus.Http.GetStringAsync(Query("/api/v1/query", ("query", everything))));
        var series = answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().ToArray();
        series.Length.ShouldBeGreaterThan(3 * 4 * 5);
        foreach (var one in series)
        {
            var labels = one.GetProperty("metric").ToString();
            var samples = one.GetProperty("values").EnumerateArray()
                .Select(value => (At: value[0].GetDouble(), Value: value[1].GetString()!)).ToArray();
            var imported = samples.Where(sample => sample.At <= now.ToUnixTimeSeconds()).ToArray();
            var scraped = samples.Where(sample => sample.At > now.ToUnixTimeSeconds()).ToArray();
            scraped.ShouldNotBeEmpty(labels);
            if (imported.Length == 0)
            {
                scraped.ShouldAllBe(sample => sample.Value == "0", labels); // a template that nobody ever used
                continue;
            }
            scraped.Select(sample => sample.Value).Distinct().ShouldBe([imported[^1].Value], labels);
            (scraped[0].At - imported[^1].At).ShouldBeLessThan(300, labels);
        }
    }

    private static async Task<int[]> DailyAsync(RunningPrometheus prometheus, string query, Instant last)
    {
        using var answer = JsonDocument.Parse(await prometheus.Http.GetStringAsync(Query("/api/v1/query_range", ("query", query), ("step", "1d"),
            ("start", Seconds(last - Duration.FromDays(Days - 1))), ("end", Seconds(last)))));
        return [.. answer.RootElement.GetProperty("data").GetProperty("result").EnumerateArray().ShouldHaveSingleItem()
            .GetProperty("values").EnumerateArray().Select(value => int.Parse(value[1].GetString()!, CultureInfo.InvariantCulture))];
    }

    private static async Task<int[]> ApiAsync(Uri exporter, string zone, LocalDate last, Guid? template)
    {
        using var http = new HttpClient { BaseAddress = exporter };
        var range = $"/api/activity?timezone={zone}&from={last.PlusDays(1 - Days):yyyy-MM-dd}&to={last:yyyy-MM-dd}";
        using var answer = JsonDocument.Parse(await http.GetStringAsync(template is { } id ? $"{range}&template={id}" : range));
        return [.. answer.RootElement.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("active_users").GetInt32())];
    }

    /// <summary>An exporter on a port of its own, on a clock that stands still, so that no midnight can come between two looks at it.</summary>
    private async Task<WebApplication> ServeAsync(string database, DateTimeOffset now)
    {
        var zones = string.Join(',', _import.Timezones);
        var builder = WebApplication.CreateSlimBuilder(
        [
            "--CODER_PG_CONNECTION_URL", database, "--Activity:TemplateTimezones", zones,
            "--Activity:Timezones", string.Join(',', _import.Timezones.Except(["UTC"])),
        ]);
        var options = ExporterOptions.Read(builder.Configuration);
        builder.AddExporter(options, new FakeTimeProvider(now));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var exporter = builder.Build();
        exporter.MapExporter(options);
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        return exporter;
    }

    private static string Scraping(Uri exporter) => $$"""
        global: { scrape_interval: 1s }
        scrape_configs:
          - job_name: coder-exporter
            static_configs: [{ targets: ["{{exporter.Authority}}"] }]
        """;

    private static string Query(string path, params (string Name, string Value)[] parameters) =>
        $"{path}?{string.Join('&', parameters.Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}"))}";

    private static string Seconds(Instant instant) => instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
