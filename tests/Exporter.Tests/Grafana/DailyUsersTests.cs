using System.Globalization;
using Dashboards;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Grafana;

/// <summary>The picture of each day's users, on a past that is imported and a present that is scraped, far from UTC.</summary>
public sealed class DailyUsersTests
{
    private const int Days = 12, ScrapedDays = 4;
    private static readonly TimeSpan Zone = TimeSpan.FromHours(-5), Scrape = TimeSpan.FromMinutes(1);

    /// <summary>Midnight in the zone before the first day.</summary>
    private static readonly DateTimeOffset Start = new(2026, 4, 4, 0, 0, 0, Zone);

    /// <summary>Late in the afternoon of the last day.</summary>
    private static readonly DateTimeOffset Now = Start.AddDays(Days - 1).AddHours(16);

    [Fact]
    public async Task EachDay_AtAnyTimeOfADay_IsTheUsersOfAllOfIt()
    {
        await using var prometheus = await RunningPrometheus.StartAsync("{}", ImportAsync, "--storage.tsdb.retention.time=3000d");
        var query = DailyUsers.EachDay("timezone", "coder_daily_active_users", "coder_daily_active_users_yesterday");
        await prometheus.EventuallyAsync($"vector({UsersOf(0)})", UsersOf(0)); // it listens

        for (var day = 0; day < Days - 2; day++)
            foreach (var hours in new[] { 0.02, 3, 12, 19, 23.9 })
                (await AtAsync(Start.AddDays(day).AddHours(hours))).ShouldBe(UsersOf(day), $"day {day} at {hours}");
        (await AtAsync(Now.AddHours(-25))).ShouldBe(UsersOf(Days - 2), "yesterday, more than a day ago");
        (await AtAsync(Now.AddHours(-20))).ShouldBe(SoFar(Now.AddHours(-20)), "yesterday, within a day");
        (await AtAsync(Now)).ShouldBe(SoFar(Now), "today");

        async Task<double> AtAsync(DateTimeOffset time) => (await prometheus.QueryAsync(query, time)).ShouldHaveSingleItem().Value;
    }

    private static int UsersOf(int day) => 40 + (day * 17 % 23);

    private static int DayOf(DateTimeOffset time) => (int)Math.Floor((time - Start) / TimeSpan.FromDays(1));

    /// <summary>People come one after the other, all day long.</summary>
    private static int SoFar(DateTimeOffset time) => (int)(UsersOf(DayOf(time)) * ((time - Start).TotalDays - DayOf(time)));

    private static async Task ImportAsync(string data)
    {
        var scraped = Start.AddDays(Days - ScrapedDays).AddHours(10);
        List<(DateTimeOffset At, int Today, int Yesterday)> points = [];
        for (var day = 1; Start.AddDays(day) < scraped; day++) points.Add((Start.AddDays(day), UsersOf(day - 1), UsersOf(day - 1)));
        for (var time = scraped; time <= Now; time += Scrape) points.Add((time, SoFar(time), UsersOf(DayOf(time) - 1)));
        var lines = points.Select(point => Line("coder_daily_active_users", point.Today, point.At))
            .Concat(points.Select(point => Line("coder_daily_active_users_yesterday", point.Yesterday, point.At)));
        var file = Path.Combine(data, "past.om");
        await File.WriteAllLinesAsync(file, lines.Append("# EOF"), TestContext.Current.CancellationToken);
        var (exitCode, output) = await Tool.Promtool.RunAsync("", "tsdb", "create-blocks-from", "openmetrics", file, data);
        exitCode.ShouldBe(0, output);
    }

    private static string Line(string metric, int value, DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{metric}{{timezone=\"UTC-05:00\"}} {value} {time.ToUnixTimeSeconds()}");
}
