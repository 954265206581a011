using System.Globalization;
using Exporter.Activity;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>Random activity that crowds the edges of days, and every answer about it, against plain SQL.</summary>
public sealed class ActivityOracleTests(PostgresFixture postgres)
{
    private const int Horizon = 60;
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);
    private static readonly string[] Zones = ["Asia/Kolkata", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Chatham", "Africa/Casablanca"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task EveryAnswer_OfRandomActivity_EqualsPlainSql(int seed)
    {
        await using var database = await postgres.NewDatabaseAsync(seed % 2 == 0 ? Era.E1 : Era.E2);
        var templates = await FillAsync(database, new Random(seed));
        await using var exporter = await TestExporter.StartAsync(
            database, new FakeTimeProvider(Now), $"--Activity:Horizon={Horizon}d",
            $"--Activity:Timezones={string.Join(',', Zones)}", $"--Activity:TemplateTimezones=UTC,{string.Join(',', Zones)}");
        await exporter.RefreshAsync<ActivitySnapshot>();
        var oracle = new ActivityOracle(database);
        var answers = exporter.Get<ActivityAnswers>();

        for (var offset = -12; offset <= 12; offset++)
        {
            var west = offset.ToString(CultureInfo.InvariantCulture);
            await CompareAsync(answers.DeploymentDaus(offset), west, null);
            foreach (var template in templates) await CompareAsync(answers.TemplateDaus(template, offset), west, template);
        }
        foreach (var template in templates)
        {
            answers.TemplateUniqueUsers(template).TryGet(out var unique, out _).ShouldBeTrue();
            unique.ShouldBe(await oracle.UsersEverAsync(template));
        }

        var activity = exporter.Current<ActivitySnapshot>();
        activity.Deployment.Length.ShouldBe(25 + Zones.Length);
        foreach (var users in activity.Deployment) await CompareZoneAsync(users, null);
        foreach (var template in activity.PerTemplate)
        {
            foreach (var users in template.ActiveUsers) await CompareZoneAsync(users, template.Template.Id);
        }

        async Task CompareAsync(Exporter.Answers.Answer<Daus> answer, string west, Guid? template)
        {
            answer.TryGet(out var daus, out _).ShouldBeTrue();
            var expected = await oracle.DausAsync(west, template);
            daus.Entries.Where(entry => entry.Amount > 0).ToDictionary(entry => entry.Date, entry => entry.Amount)
                .ShouldBe(expected, ignoreOrder: true, $"offset {west}, template {template}");
            daus.Entries.Select(entry => entry.Date).ShouldBe(EveryDay(expected));
        }

        async Task CompareZoneAsync(ActiveUsers users, Guid? template)
        {
            var zone = PostgresZone(users.Timezone);
            var today = LocalDays.Today(users.Timezone, Instant.FromDateTimeOffset(Now)).ToDateOnly();
            var because = $"{users.Timezone.Label}, template {template}";
            users.Today.ShouldBe(await oracle.UsersAsync(zone, today, 1, template), because);
            users.Yesterday.ShouldBe(await oracle.UsersAsync(zone, today.AddDays(-1), 1, template), because);
            users.Week.ShouldBe(await oracle.UsersAsync(zone, today, 7, template), because);
            users.Month.ShouldBe(await oracle.UsersAsync(zone, today, 30, template), because);
        }
    }

    /// <summary>PostgreSQL reads a bare number as hours west of UTC.</summary>
    private static string PostgresZone(Timezone zone) => zone.Label.StartsWith("UTC", StringComparison.Ordinal)
        ? (-zone.Zone.GetUtcOffset(Instant.FromUnixTimeSeconds(0)).Seconds / 3600).ToString(CultureInfo.InvariantCulture)
        : zone.Label;

    private static IEnumerable<string> EveryDay(SortedDictionary<string, int> days)
    {
        if (days.Count == 0) yield break;
        var last = DateOnly.ParseExact(days.Keys.Last(), "O", CultureInfo.InvariantCulture);
        for (var day = DateOnly.ParseExact(days.Keys.First(), "O", CultureInfo.InvariantCulture); day <= last; day = day.AddDays(1))
            yield return day.ToString("O", CultureInfo.InvariantCulture);
    }

    private static async Task<Guid[]> FillAsync(SimulatedDatabase database, Random random)
    {
        var rows = new CoderRows(database, Now);
        var templates = new Guid[4];
        for (var i = 0; i < templates.Length; i++) templates[i] = await rows.AddTemplateAsync(deleted: i == 3);
        Guid[] users = [.. Enumerable.Range(0, 25).Select(_ => Guid.NewGuid())];
        var today = new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero);
        await rows.CopyStatsAsync(Enumerable.Range(0, 6000).Select(_ => new AgentStat(Edge())
        {
            UserId = users[random.Next(users.Length)],
            TemplateId = templates[Math.Min(random.Next(6), 3)],
            ConnectionCount = random.Next(4) == 0 ? 0 : 1,
        }));
        return templates;

        // On and around midnight of every offset, quarter-hour zones included, now and then anywhere; never before the history begins in all zones.
        DateTimeOffset Edge()
        {
            var day = today.AddDays(-random.Next(Horizon - 1));
            var at = day.AddMinutes(15 * random.Next(96)) + random.Next(5) switch
            {
                0 => TimeSpan.Zero,
                1 => TimeSpan.FromMicroseconds(-1),
                2 => TimeSpan.FromMicroseconds(1),
                3 => TimeSpan.FromMicroseconds(899_999_999),
                _ => TimeSpan.FromMicroseconds(random.Next(900_000_000)),
            };
            return at > Now ? at.AddDays(-1) : at;
        }
    }
}
