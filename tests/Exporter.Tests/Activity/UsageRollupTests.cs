using System.Globalization;
using Exporter.Activity;
using Exporter.Refresh;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>Activity from Coder's own rollup, in every era that has it.</summary>
public sealed class UsageRollupTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);

    [Theory]
    [InlineData(Era.E3)]
    [InlineData(Era.E4)]
    [InlineData(Era.E5)]
    [InlineData(Era.E6)]
    [InlineData(Era.E7)]
    [InlineData(Era.E8)]
    public async Task EveryAnswer_OfRandomUsage_EqualsPlainSql(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var rows = new CoderRows(database, Now);
        Guid[] templates = [await rows.AddTemplateAsync(), await rows.AddTemplateAsync()];
        var random = new Random((int)era);
        Guid[] users = [.. Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()), SimulatedDatabase.PrebuildsUser];
        var newest = new DateTimeOffset(2026, 4, 15, 13, 0, 0, TimeSpan.Zero);
        await rows.CopyUsageAsync(Enumerable.Range(0, 3000)
            .Select(_ => (Start: newest.AddMinutes(-30 * random.Next(48 * 50)), Template: templates[random.Next(2)], User: users[random.Next(users.Length)]))
            .Distinct()
            .Select(row => new UsageRow(row.Start, row.Template, row.User, UsageMins: 1 + random.Next(30))));
        await rows.AddStatAsync(Now.AddMinutes(-1), template: templates[0]); // a report that is in no rollup

        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now));
        await exporter.RefreshAsync();

        exporter.Current<ActivitySnapshot>().Source.ShouldBe(ActivitySource.UsageRollup);
        for (var offset = -12; offset <= 12; offset++)
        {
            foreach (var template in templates.Select(id => (Guid?)id).Append(null))
            {
                var answer = template is { } id
                    ? exporter.Get<ActivityAnswers>().TemplateDaus(id, offset)
                    : exporter.Get<ActivityAnswers>().DeploymentDaus(offset);
                answer.TryGet(out var daus, out _).ShouldBeTrue();
                daus.Entries.Where(day => day.Amount > 0).ToDictionary(day => day.Date, day => day.Amount)
                    .ShouldBe(await PlainSqlAsync(database, offset, template), ignoreOrder: true, $"offset {offset}, template {template}");
            }
        }
    }

    [Theory]
    [InlineData("auto", "usage_rollup", 1)]
    [InlineData("usage_rollup", "usage_rollup", 1)]
    [InlineData("agent_stats", "agent_stats", 2)]
    public async Task Source_AsConfigured_IsUsedAndPublished(string setting, string source, int users)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E6);
        var rows = new CoderRows(database, Now);
        await rows.AddUsageAsync(Now.AddMinutes(-37).AddSeconds(-23));
        await rows.AddStatAsync(Now.AddMinutes(-1));
        await rows.AddStatAsync(Now.AddMinutes(-1));
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now), $"--Activity:Source={setting}");
        await exporter.RefreshAsync<ActivitySnapshot>();

        var activity = exporter.Current<ActivitySnapshot>();
        activity.Source.Name.ShouldBe(source);
        activity.Deployment.Single(zone => zone.Timezone.Label == "UTC").Today.ShouldBe(users);
    }

    /// <summary>The new history takes many parts, one after the other; what is served meanwhile is followed no more often for that.</summary>
    [Fact]
    public async Task Source_WhileANewOneLoads_IsReadOnceAnInterval()
    {
        const int reports = 30, days = 60;
        await using var database = await postgres.NewDatabaseAsync(Era.E3);
        var rows = new CoderRows(database, Now);
        for (var report = 0; report < reports; report++) await rows.AddStatAsync(Now.AddMinutes(-1));
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time, "--Activity:Interval=1h");
        var status = exporter.Get<IEnumerable<RefreshStatus>>().Single(area => area.Area == Area.Activity);
        await exporter.RefreshAsync<ActivitySnapshot>();
        await rows.CopyUsageAsync(Enumerable.Range(1, days).Select(day => new UsageRow(Now.AddDays(-day).AddMinutes(-7).AddSeconds(-23), Guid.NewGuid(), Guid.NewGuid(), 30)));
        time.Advance(TimeSpan.FromMinutes(6)); // the schema is looked at every five
        time.AutoAdvanceAmount = TimeSpan.FromSeconds(1); // a slow database

        var (read, parts) = (status.Rows, 1);
        while (await exporter.RefreshOnceAsync<ActivitySnapshot>()) parts++;

        exporter.Current<ActivitySnapshot>().Source.ShouldBe(ActivitySource.UsageRollup);
        parts.ShouldBeGreaterThan(days);
        (status.Rows - read).ShouldBe(reports + days);
    }

    [Fact]
    public async Task Source_ThatIsNotThere_IsRefusedInWords()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now), "--Activity:Source=usage_rollup");

        (await Should.ThrowAsync<Exporter.Database.UnsupportedSchemaException>(exporter.RefreshAsync<ActivitySnapshot>)).Message
            .ShouldContain("no table template_usage_stats");
    }

    [Theory]
    [InlineData(Era.E2, false, 1)]
    [InlineData(Era.E2, true, 2)]
    [InlineData(Era.E5, false, 1)]
    [InlineData(Era.E5, true, 2)]
    public async Task SystemUsers_UnlessAskedFor_DoNotCount(Era era, bool count, int users)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var rows = new CoderRows(database, Now);
        await rows.AddStatAsync(Now.AddMinutes(-1), user: SimulatedDatabase.PrebuildsUser);
        await rows.AddStatAsync(Now.AddMinutes(-1));
        await using var exporter = await TestExporter.StartAsync(
            database, new FakeTimeProvider(Now), $"--Activity:SystemUsers={count}", "--Activity:Source=agent_stats");
        await exporter.RefreshAsync<ActivitySnapshot>();

        exporter.Current<ActivitySnapshot>().Deployment[12].Today.ShouldBe(users);
    }

    [Fact]
    public async Task Rollup_RewritesItsLastTwoHours_AndIsFollowed()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E4);
        var rows = new CoderRows(database, Now);
        await rows.AddUsageAsync(Now.AddMinutes(-7).AddSeconds(-23));
        var time = new FakeTimeProvider(Now);
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync<ActivitySnapshot>();

        await rows.AddUsageAsync(Now.AddMinutes(-97).AddSeconds(-23)); // rolled up late
        time.Advance(TimeSpan.FromMinutes(1));
        await exporter.RefreshAsync<ActivitySnapshot>();

        exporter.Current<ActivitySnapshot>().Deployment[12].Today.ShouldBe(2);
    }

    private static async Task<Dictionary<string, int>> PlainSqlAsync(SimulatedDatabase database, int offset, Guid? template)
    {
        await using var command = database.DataSource.CreateCommand(
            """
            select to_char(start_time at time zone $1, 'YYYY-MM-DD'), count(distinct user_id)
            from template_usage_stats
            where ($2::uuid is null or template_id = $2) and user_id <> $3
            group by 1
            """);
        command.Parameters.Add(new() { Value = offset.ToString(CultureInfo.InvariantCulture) });
        command.Parameters.Add(new() { Value = (object?)template ?? DBNull.Value, DataTypeName = "uuid" });
        command.Parameters.Add(new() { Value = SimulatedDatabase.PrebuildsUser });
        var days = new Dictionary<string, int>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) days[reader.GetString(0)] = (int)reader.GetInt64(1);
        return days;
    }
}
