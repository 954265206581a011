using Exporter.Tests.Database;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Metrics;
using Exporter.Tests.Simulation;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>Days of a living deployment in seconds. The long form, with memory and handles, is <c>bench/bench.sh endurance</c>.</summary>
public sealed class EnduranceTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Exporter_OverDaysOfChurn_HoldsNoMoreThanThereIs()
    {
        var start = new DateTimeOffset(2026, 9, 1, 0, 0, 30, TimeSpan.Zero);
        await using var database = await postgres.NewDatabaseAsync(Era.E8);
        var deployment = await SimulatedDeployment.FillAsync(
            database, new(Users: 15, Templates: 4, Days: 3, Rows: 2000, ReportInterval: TimeSpan.FromMinutes(30)), start);
        await using var exporter = await TestExporter.StartAsync(database, new(start));
        await exporter.RefreshAsync();
        var rows = new CoderRows(database, start);
        var organization = await rows.AddOrganizationAsync("churn");
        var user = await rows.AddUserAsync("churn", organization: organization);
        List<int> series = [];
        for (var day = 0; day < 8; day++)
        {
            var template = await rows.AddTemplateAsync($"of-day-{day}", organization, createdBy: user);
            for (var hour = 0; hour < 24; hour += 2)
            {
                exporter.Time.Advance(TimeSpan.FromHours(2));
                await deployment.StepAsync(exporter.Time.GetUtcNow());
                await exporter.RefreshAsync();
            }
            await database.ExecuteAsync($"update templates set deleted = true where id = '{template}'"); // unused, so nothing is left of it
            exporter.Time.Advance(TimeSpan.FromMinutes(10));
            await exporter.RefreshAsync();
            var page = new Page(await exporter.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));
            page.Of("coder_exporter_dropped_series").ShouldAllBe(metric => page[metric] == 0);
            series.Add(page.Of("coder_template_daily_active_users").Count());
        }

        series.ShouldAllBe(count => count == series[0]);
        ((long)(await database.ScalarAsync(
            $"select count(*) from pg_stat_activity where usename = '{OwnStatements.Role}' and datname = current_database()"))!).ShouldBeLessThanOrEqualTo(3);
        exporter.Logs.GetSnapshot().ShouldNotContain(entry => entry.Level > Microsoft.Extensions.Logging.LogLevel.Information);
    }
}
