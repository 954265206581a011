using System.Globalization;
using Exporter.Activity;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Metrics;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>One deployment, recorded as each generation of Coder records it.</summary>
public sealed class ErasTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);
    private static readonly int[] Offsets = [-9, 0, 5];

    [Theory]
    [InlineData("agent_stats", Era.E1, Era.E2)]
    [InlineData("usage_rollup", Era.E3, Era.E4, Era.E5, Era.E6, Era.E7, Era.E8)]
    public async Task Daus_OfTheSameActivity_AreTheSameInEveryEraThatDefinesItAlike(string source, params Era[] eras)
    {
        Dictionary<int, Dictionary<string, int>>? first = null;
        foreach (var era in eras)
        {
            await using var database = await postgres.NewDatabaseAsync(era);
            await SimulatedDeployment.FillAsync(database, new(Users: 30, Templates: 4, Days: 12, Rows: 20_000), Now, ct: TestContext.Current.CancellationToken);
            await using var exporter = await TestExporter.StartAsync(database, new FakeTimeProvider(Now));
            await exporter.RefreshAsync();

            var daus = Offsets.ToDictionary(offset => offset, offset => Daus(exporter, offset));
            foreach (var offset in Offsets)
                daus[offset].ShouldBe(await OracleAsync(database, source, offset), ignoreOrder: true, $"{era}, {offset} hours west");
            daus[0].Count.ShouldBeGreaterThan(9);
            foreach (var (offset, days) in first ??= daus) daus[offset].ShouldBe(days, ignoreOrder: true, $"{era}, {offset} hours west");

            var page = new Page(await exporter.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));
            page.Of("coder_exporter_schema_info").ShouldHaveSingleItem().ShouldContain($"era=\"{era}\"");
            page[$"coder_activity_source_info{{source=\"{source}\"}}"].ShouldBe(1);
        }
    }

    private static Dictionary<string, int> Daus(TestExporter exporter, int offset)
    {
        exporter.Get<ActivityAnswers>().DeploymentDaus(offset).TryGet(out var daus, out _).ShouldBeTrue();
        return daus.Entries.Where(entry => entry.Amount > 0).ToDictionary(entry => entry.Date, entry => entry.Amount);
    }

    /// <summary>Straight from the definition of the source.</summary>
    private static async Task<Dictionary<string, int>> OracleAsync(SimulatedDatabase database, string source, int offset)
    {
        var activity = source == "agent_stats"
            ? "select created_at, user_id from workspace_agent_stats where connection_count > 0"
            : "select start_time, user_id from template_usage_stats";
        await using var command = database.DataSource.CreateCommand(
            $"""
            select to_char(instant at time zone $1, 'YYYY-MM-DD'), count(distinct user_id)::int
            from ({activity}) as activity (instant, user_id) where user_id <> $2 group by 1
            """);
        command.Parameters.Add(new() { Value = offset.ToString(CultureInfo.InvariantCulture) }); // PostgreSQL reads a bare number as hours west, too
        command.Parameters.Add(new() { Value = SystemUsers.Prebuilds });
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Dictionary<string, int> days = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) days[reader.GetString(0)] = reader.GetInt32(1);
        return days;
    }
}
