using System.Globalization;
using System.Net;
using System.Text.Json;
using Exporter.Activity;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>Any range of days in any timezone, over HTTP, against PostgreSQL's own arithmetic of time zones.</summary>
public sealed class ActivityRangeTests(PostgresFixture postgres)
{
    /// <summary>Weeks around changes of the clock, and zones of odd offsets; the date is the day of the change.</summary>
    [Theory]
    [InlineData("America/New_York", "2026-03-08")]
    [InlineData("America/New_York", "2026-11-01")]
    [InlineData("Europe/London", "2026-03-29")]
    [InlineData("Europe/London", "2026-10-25")]
    [InlineData("Australia/Lord_Howe", "2026-04-05")]
    [InlineData("Australia/Lord_Howe", "2026-10-04")]
    [InlineData("Asia/Kathmandu", "2026-06-10")]
    [InlineData("Pacific/Chatham", "2026-04-05")]
    [InlineData("Pacific/Chatham", "2026-09-27")]
    [InlineData("Pacific/Apia", "2021-04-04")]
    [InlineData("Africa/Casablanca", "2026-02-15")]
    [InlineData("Africa/Casablanca", "2026-03-22")]
    public async Task Days_AroundAChangeOfTheClock_EqualPostgres(string zone, string change)
    {
        var day = DateTimeOffset.ParseExact(change, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var now = day.AddDays(16).AddHours(7);
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var random = new Random(change.GetHashCode(StringComparison.Ordinal) & 0xffff);
        await new CoderRows(database, now).CopyStatsAsync(Enumerable.Range(0, 4000).Select(_ => new AgentStat(
            day.AddDays(-15).AddMinutes(15 * random.Next(31 * 96)).AddMicroseconds(random.Next(3) - 1))
        {
            UserId = new Guid(random.Next(40), 0, 0, new byte[8]),
            ConnectionCount = 1,
        }));
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(now));
        await exporter.RefreshAsync<ActivitySnapshot>();

        var answer = await GetAsync(exporter, $"timezone={zone}&from={day.AddDays(-13):yyyy-MM-dd}&to={day.AddDays(13):yyyy-MM-dd}");

        var expected = await new ActivityOracle(database).DausAsync(zone);
        answer.GetProperty("exact").GetBoolean().ShouldBeTrue();
        foreach (var entry in answer.GetProperty("entries").EnumerateArray())
        {
            var date = entry.GetProperty("date").GetString()!;
            entry.GetProperty("active_users").GetInt32().ShouldBe(expected.GetValueOrDefault(date), date);
            entry.GetProperty("complete").GetBoolean().ShouldBeTrue(date);
        }
        answer.GetProperty("entries").GetArrayLength().ShouldBe(27);
    }

    [Fact]
    public async Task Intervals_OfAllKinds_EqualPlainSql()
    {
        var now = new DateTimeOffset(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var random = new Random(5);
        await new CoderRows(database, now).CopyStatsAsync(Enumerable.Range(0, 3000).Select(_ => new AgentStat(now.AddMinutes(-random.Next(80 * 1440)))
        {
            UserId = new Guid(random.Next(300), 0, 0, new byte[8]),
            ConnectionCount = 1,
        }));
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(now));
        await exporter.RefreshAsync<ActivitySnapshot>();
        var oracle = new ActivityOracle(database);

        foreach (var (interval, days) in new[] { ("day", 1), ("rolling_week", 7), ("rolling_month", 30) })
        {
            foreach (var entry in (await EntriesAsync(interval)).EnumerateArray())
            {
                var last = DateOnly.ParseExact(entry.GetProperty("date").GetString()!, "O", CultureInfo.InvariantCulture);
                entry.GetProperty("active_users").GetInt32().ShouldBe(await oracle.UsersAsync("Asia/Kolkata", last, days), $"{interval} {last:O}");
                entry.GetProperty("complete").GetBoolean().ShouldBe(last < new DateOnly(2026, 4, 15));
            }
        }
        var weeks = await EntriesAsync("week");
        weeks.EnumerateArray().Select(entry => entry.GetProperty("date").GetString()).ShouldBe(["2026-03-23", "2026-03-30", "2026-04-06", "2026-04-13"]);
        weeks[1].GetProperty("active_users").GetInt32().ShouldBe(await oracle.UsersAsync("Asia/Kolkata", new(2026, 4, 5), 7));
        weeks.EnumerateArray().Select(entry => entry.GetProperty("complete").GetBoolean()).ShouldBe([true, true, true, false]);
        var months = await EntriesAsync("month");
        months.EnumerateArray().Select(entry => entry.GetProperty("date").GetString()).ShouldBe(["2026-03-01", "2026-04-01"]);
        months[0].GetProperty("active_users").GetInt32().ShouldBe(await oracle.UsersAsync("Asia/Kolkata", new(2026, 3, 31), 31));

        async Task<JsonElement> EntriesAsync(string interval) =>
            (await GetAsync(exporter, $"timezone=Asia/Kolkata&from=2026-03-25&to=2026-04-15&interval={interval}")).GetProperty("entries");
    }

    [Fact]
    public async Task QuarterHourZone_FromHalfHours_SaysThatItIsNotExact()
    {
        var now = new DateTimeOffset(2026, 4, 15, 13, 0, 0, TimeSpan.Zero);
        await using var database = await postgres.NewDatabaseAsync(Era.E3);
        await new CoderRows(database, now).AddUsageAsync(now.AddHours(-1));
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(now));
        await exporter.RefreshAsync<ActivitySnapshot>();

        (await GetAsync(exporter, "timezone=Asia/Kathmandu")).GetProperty("exact").GetBoolean().ShouldBeFalse();
        var kolkata = await GetAsync(exporter, "timezone=Asia/Kolkata");
        kolkata.GetProperty("exact").GetBoolean().ShouldBeTrue();
        (kolkata.GetProperty("source").GetString(), kolkata.GetProperty("resolution_minutes").GetInt32()).ShouldBe(("usage_rollup", 30));
        kolkata.GetProperty("timezone_version").GetString().ShouldNotBeNullOrEmpty();
        kolkata.GetProperty("entries").GetArrayLength().ShouldBe(30);
    }

    [Theory]
    [InlineData("timezone=Asia/Calcuta", "timezone")]
    [InlineData("timezone=UTC%2B05:37", "timezone")]
    [InlineData("from=yesterday", "from")]
    [InlineData("from=2026-02-30", "from")]
    [InlineData("to=2026-04-16", "to")]
    [InlineData("from=2026-04-10&to=2026-04-09", "from")]
    [InlineData("from=2020-01-01", "from")]
    [InlineData("from=-9998-01-01", "from")]
    [InlineData("from=1969-12-31", "from")]
    [InlineData("to=1969-12-31", "to")]
    [InlineData("interval=year", "interval")]
    [InlineData("template=x", "template")]
    [InlineData("tz_offset=5", "tz_offset")]
    [InlineData("from=2026-04-01&from=2026-04-02", "from")]
    public async Task Mistake_InAParameter_Is400AndNamesIt(string query, string field)
    {
        var now = new DateTimeOffset(2026, 4, 15, 13, 0, 0, TimeSpan.Zero);
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(now));
        await exporter.RefreshAsync<ActivitySnapshot>();
        using var response = await exporter.Http.GetAsync($"/api/activity?{query}", TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        problem.RootElement.GetProperty("validations")[0].GetProperty("field").GetString().ShouldBe(field);
    }

    private static async Task<JsonElement> GetAsync(TestExporter exporter, string query)
    {
        using var response = await exporter.Http.GetAsync($"/api/activity?{query}", TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }
}
