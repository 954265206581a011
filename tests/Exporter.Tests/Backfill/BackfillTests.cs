using System.Globalization;
using Exporter.Activity;
using Exporter.Backfill;
using Exporter.Tests.Activity;
using Exporter.Tests.Cli;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Metrics;
using NodaTime;
using NodaTime.Text;

namespace Exporter.Tests.Backfill;

public sealed class BackfillTests(PostgresFixture postgres)
{
    private const int Days = 5, EveryHours = 6;

    /// <summary>Clocks go forward in New York on 2026-03-08 and in Berlin on the 29th, and back at Lord Howe by half an hour on 2026-04-05.</summary>
    [Theory]
    [InlineData("2026-03-06", "America/New_York", "Asia/Kathmandu")]
    [InlineData("2026-03-27", "Europe/Berlin", "UTC")]
    [InlineData("2026-04-03", "Australia/Lord_Howe", "UTC-05:00")]
    public async Task Export_OfThePast_IsWhatScrapesShowedThen(string first, params string[] zones)
    {
        var start = LocalDatePattern.Iso.Parse(first).Value.AtMidnight().InUtc().ToInstant();
        var list = string.Join(',', zones.Where(zone => !zone.StartsWith("UTC", StringComparison.Ordinal)));
        await using var deployment = await FollowedDeployment.StartAsync(
            postgres, start.ToDateTimeOffset().AddDays(-1),
            $"--Activity:Timezones={list}", $"--Activity:TemplateTimezones={string.Join(',', zones)}");
        Guid[] templates = [await deployment.AddTemplateAsync(), await deployment.AddTemplateAsync()];
        Guid[] users = [.. Enumerable.Range(1, 12).Select(n => new Guid(n, 0, 0, new byte[8]))];
        await deployment.ReportAsync(start.ToDateTimeOffset().AddDays(-1), users[0], templates[0]); // or the series would begin within the first day
        await deployment.ReportAsync(start.ToDateTimeOffset().AddDays(-1), users[0], templates[1]);
        var random = new Random(first.Length + zones[0].Length);
        var scraped = new ScrapedPast();
        var before = start;

        foreach (var at in Instants(start, zones))
        {
            for (var n = 0; n < 3; n++) await ReportBetweenAsync(before, at);
            deployment.Time.SetUtcNow(at.ToDateTimeOffset());
            await scraped.ScrapeAsync(deployment.Exporter);
            before = at;
        }
        var export = await CliRun.AtAsync(deployment.Time,
        [
            "history", $"--CODER_PG_CONNECTION_URL={deployment.Database.Url}", $"--from={first}", $"--every={EveryHours}h",
            .. zones.SelectMany(zone => new[] { "--timezone", zone }),
        ]);

        export.ExitCode.ShouldBe(0, export.Errors);
        // Every instant of the export was scraped, in every zone; in the others there are only the scrapes.
        var seriesPerZone = 4 * (1 + templates.Length);
        scraped.ShouldHave(export.Output).ShouldBeGreaterThan(Days * (24 / EveryHours + 1) * seriesPerZone * zones.Length);
        foreach (var line in await Page.ParseAsync(export.Output)) line.Labels["timezone"].ShouldBeOneOf(zones);

        async Task ReportBetweenAsync(Instant from, Instant to)
        {
            // Not in the second before midnight, which a scrape at its beginning cannot know of.
            var seconds = (int)(to - from).TotalSeconds - 1;
            if (seconds <= 0) return;
            await deployment.ReportAsync(
                from.Plus(Duration.FromSeconds(random.Next(seconds))).ToDateTimeOffset(),
                users[random.Next(users.Length)], templates[random.Next(2)]);
        }
    }

    [Fact]
    public void Instants_OfADay_AreItsBeginningTheRoundTimesAndItsEnd()
    {
        var day = new QuarterRange(4 * 20_000 * 24 + 23, 4 * 20_000 * 24 + 23 + 96); // a zone at UTC-05:45
        var instants = BackfillInstants.Of(day, Duration.FromHours(6), Instant.MaxValue)
            .Select(at => (at - QuarterRange.InstantOf(4 * 20_000 * 24)).TotalHours);
        instants.ShouldBe([5.75, 6, 12, 18, 24, 29.75 - 1 / 3600.0], tolerance: 1e-9);
    }

    [Theory]
    [InlineData("2026-04-14T23:59:59Z", "00 06 12 18 23")]
    [InlineData("2026-04-14T12:00:00Z", "00 06 12")]
    [InlineData("2026-04-14T12:00:01Z", "00 06 12 12")]
    [InlineData("2026-04-14T00:00:00Z", "00")]
    [InlineData("2026-04-13T23:59:59Z", "")]
    public void Instants_OfADayThatEndsEarly_EndThere(string end, string hours)
    {
        var day = LocalDays.Day(Timezone.Utc, new(2026, 4, 14));
        var instants = BackfillInstants.Of(day, Duration.FromHours(6), InstantPattern.General.Parse(end).Value);
        string.Join(' ', instants.Select(at => at.InUtc().Hour.ToString("00", CultureInfo.InvariantCulture))).ShouldBe(hours);
    }

    /// <summary>Whatever time the export may write: round times, and the beginning and the last second of each zone's days.</summary>
    private static IEnumerable<Instant> Instants(Instant start, string[] zones)
    {
        SortedSet<Instant> instants =
            [.. Enumerable.Range(-20 / EveryHours, Days * 24 / EveryHours + 4).Select(n => start + Duration.FromHours(n * EveryHours))];
        foreach (var zone in zones)
        {
            Timezone.TryParse(zone, out var timezone, out _).ShouldBeTrue();
            for (var day = 0; day <= Days; day++)
            {
                var range = LocalDays.Day(timezone, start.InUtc().Date.PlusDays(day));
                instants.UnionWith([range.From, range.To - Duration.FromSeconds(1)]);
            }
        }
        return instants.Where(at => at <= start + Duration.FromDays(Days));
    }
}
