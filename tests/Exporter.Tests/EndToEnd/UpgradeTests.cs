using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Database;
using Exporter.Deployment;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Simulation;

namespace Exporter.Tests.EndToEnd;

/// <summary>Coder is upgraded while the exporter runs on its database.</summary>
public sealed class UpgradeTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Start = new(2026, 4, 15, 13, 0, 10, TimeSpan.Zero);

    [Fact]
    public async Task Upgrade_ThroughTheEras_ServesTheOldTruthOrTheNew()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var deployment = await SimulatedDeployment.FillAsync(database, new(Users: 40, Templates: 5, Days: 12, Rows: 40_000), Start);
        var time = new FakeTimeProvider(Start);
        await using var exporter = await TestExporter.StartAsync(database, time);
        await exporter.RefreshAsync();
        (await ServedAsync(exporter)).ShouldBe(await FromReportsAsync(database, time));

        foreach (var era in new[] { Era.E3, Era.E7, Era.E8 })
        {
            var old = await ServedAsync(exporter);
            await database.MigrateAsync(era);
            var failures = 0;
            for (var minute = 0; minute < 12; minute++) // the rollup runs every five; the schema is looked at every five
            {
                time.Advance(TimeSpan.FromMinutes(1));
                await deployment.StepAsync(time.GetUtcNow());
                foreach (var refresh in new Func<Task>[] { exporter.RefreshAsync<ActivitySnapshot>, exporter.RefreshAsync<DeploymentSnapshot> })
                {
                    try
                    {
                        await refresh();
                    }
                    catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedColumn)
                    {
                        failures++; // the loop would try again in a tenth of a second
                        await refresh();
                    }
                }
                var activity = exporter.Current<ActivitySnapshot>();
                var served = await ServedAsync(exporter);
                if (activity.Source == ActivitySource.UsageRollup) served.ShouldBe(await FromRollupAsync(database, time), $"{era}, minute {minute}");
                else served.Today.ShouldBeGreaterThanOrEqualTo(old.Today, $"{era}, minute {minute}");
            }
            failures.ShouldBe(era == Era.E7 ? 1 : 0); // only the deployment's reports lost columns
            exporter.Get<CoderDatabase>().Schema!.Era.ShouldBe(era.ToString());
        }

        exporter.Current<ActivitySnapshot>().Source.ShouldBe(ActivitySource.UsageRollup);
        exporter.Current<DeploymentSnapshot>().SessionsByApp.ShouldBeTrue();
        exporter.Logs.GetSnapshot().Where(entry => entry.Level == LogLevel.Information && entry.Message.StartsWith("Coder", StringComparison.Ordinal))
            .Select(entry => entry.Message.Split(':')[0]).Distinct().ShouldBe(["Coder was upgraded", "Coder now keeps activity elsewhere"], ignoreOrder: true);
    }

    [Fact]
    public async Task Upgrade_ThatLocksATable_DelaysOnlyWhatReadsIt()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var time = new FakeTimeProvider(Start);
        await new CoderRows(database, Start).AddStatAsync(Start.AddMinutes(-1));
        await using var exporter = await TestExporter.StartAsync(database, time, "--Database:LockTimeout=1s");
        await exporter.RefreshAsync();

        await using (var upgrade = await database.DataSource.OpenConnectionAsync())
        {
            await using var transaction = await upgrade.BeginTransactionAsync();
            await using (var command = new NpgsqlCommand("lock table workspace_agent_stats in access exclusive mode", upgrade, transaction))
                await command.ExecuteNonQueryAsync();
            time.Advance(TimeSpan.FromMinutes(1));
            (await Should.ThrowAsync<PostgresException>(exporter.RefreshAsync<ActivitySnapshot>)).SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
            await exporter.RefreshAsync<BuildTimesSnapshot>();
        }
        (await ServedAsync(exporter)).Today.ShouldBe(1);
        await new CoderRows(database, Start).AddStatAsync(Start.AddSeconds(30));
        await exporter.RefreshAsync<ActivitySnapshot>();
        (await ServedAsync(exporter)).Today.ShouldBe(2);
    }

    private static Task<(int Today, int Yesterday, int Month)> ServedAsync(TestExporter exporter)
    {
        var utc = exporter.Current<ActivitySnapshot>().Deployment.Single(users => users.Timezone == Timezone.Utc);
        return Task.FromResult((utc.Today!.Value, utc.Yesterday!.Value, utc.Month!.Value));
    }

    private static Task<(int Today, int Yesterday, int Month)> FromReportsAsync(SimulatedDatabase database, FakeTimeProvider time) =>
        CountAsync(database, time, "select created_at, user_id from workspace_agent_stats where connection_count > 0");

    private static Task<(int Today, int Yesterday, int Month)> FromRollupAsync(SimulatedDatabase database, FakeTimeProvider time) =>
        CountAsync(database, time, "select start_time, user_id from template_usage_stats");

    private static async Task<(int Today, int Yesterday, int Month)> CountAsync(SimulatedDatabase database, FakeTimeProvider time, string activity)
    {
        await using var command = database.DataSource.CreateCommand(
            $"""
            select
                count(distinct user_id) filter (where day = $1),
                count(distinct user_id) filter (where day = $1 - 1),
                count(distinct user_id) filter (where day between $1 - 29 and $1)
            from (select (instant at time zone 'UTC')::date as day, user_id from ({activity}) as activity (instant, user_id)) as days
            where user_id <> $2
            """);
        command.Parameters.Add(new() { Value = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime) });
        command.Parameters.Add(new() { Value = SimulatedDatabase.PrebuildsUser });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return ((int)reader.GetInt64(0), (int)reader.GetInt64(1), (int)reader.GetInt64(2));
    }
}
