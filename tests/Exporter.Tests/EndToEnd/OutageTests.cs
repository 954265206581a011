using Exporter.Activity;
using Exporter.Deployment;
using Exporter.Refresh;
using Exporter.Tests.Activity;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Simulation;
using Microsoft.Extensions.Logging;
using Simulation;

namespace Exporter.Tests.EndToEnd;

/// <summary>The database goes away under the running exporter, in every way it can, and comes back.</summary>
public sealed class OutageTests
{
    private static readonly Guid[] Users = [.. Enumerable.Range(0, 20).Select(_ => Guid.NewGuid())];

    /// <summary>All at the same time, each on a server of its own, since most of it is waiting.</summary>
    [Fact]
    public Task Outage_OfAnyKind_KeepsTheLastNumbers_SaysSoOnce_AndLosesNothing() =>
        Task.WhenAll(OutageAsync("stopped"), OutageAsync("crashed"), OutageAsync("killed"), OutageAsync("frozen"));

    private static async Task OutageAsync(string how)
    {
        try
        {
            await OutageAndRecoveryAsync(how);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"When the server was {how}: {e.Message}", e);
        }
    }

    private static async Task OutageAndRecoveryAsync(string how)
    {
        await using var server = await PostgresServer.StartAsync(ct: TestContext.Current.CancellationToken);
        await using var database = await server.CreateDatabaseAsync(Era.E2, ct: TestContext.Current.CancellationToken);
        var rows = new CoderRows(database, Now());
        var template = await rows.AddTemplateAsync();
        await rows.AddBuildAsync(startedAt: Now().AddMinutes(-2), completedAt: Now().AddMinutes(-1));
        await rows.CopyStatsAsync(
            from day in Enumerable.Range(0, 40)
            from user in Users
            select new AgentStat(Now().AddDays(-day).AddHours(-1)) { UserId = user, TemplateId = template, ConnectionCount = 1, RxBytes = 1000 });
        await using var exporter = await LiveExporter.StartAsync(
            database, "--Database:ConnectTimeout=1s", "--Database:StatementTimeout=2s", "--Database:LockTimeout=1s");
        await exporter.UntilAsync(() => exporter.Areas.All(area => area.Last is { Success: true }));
        await exporter.UntilAsync(() => exporter.Get<SnapshotSlot<ActivitySnapshot>>().Current!.Complete);
        var before = await ReportsAsync(rows, template, count: 5);
        await exporter.UntilAsync(() => TrafficOf(exporter) == before);
        await NextRefreshAsync(exporter);
        var page = await exporter.ScrapeAsync();

        await (how switch
        {
            "stopped" => server.StopAsync(),
            "crashed" => server.StopAsync(StopMode.Immediate),
            "killed" => server.KillAsync(),
            _ => server.FreezeAsync(),
        });
        await exporter.UntilAsync(() => exporter.Areas.All(area => area.Failures >= (how == "frozen" ? 1 : 3)));
        await ShouldServeTheLastNumbersAsync(exporter, page);
        Said(exporter).ShouldBe(["The database cannot be used"]);

        await (how == "frozen" ? server.ThawAsync() : server.StartAgainAsync());
        database.DataSource.Clear(); // our own connections broke too
        var after = before + await ReportsAsync(rows, template, count: 7);
        await exporter.UntilAsync(() => exporter.Areas.All(area => area.Last!.Success) && TrafficOf(exporter) == after);
        await NextRefreshAsync(exporter); // and what is read once more does not count twice

        TrafficOf(exporter).ShouldBe(after);
        after.ShouldBe((long)(decimal)(await database.ScalarAsync("select sum(tx_bytes) from workspace_agent_stats"))!);
        await ShouldEqualPlainSqlAsync(exporter, database, template);
        var recovered = await exporter.ScrapeAsync();
        recovered["coder_up{}"].ShouldBe(1);
        foreach (var area in exporter.Areas) recovered[$"coder_exporter_refresh_success{{area=\"{area.Area}\"}}"].ShouldBe(1);
        Said(exporter).ShouldBe(["The database cannot be used", "The database can be used again."]);
        exporter.Logs.Count(entry => entry.Level > LogLevel.Information).ShouldBe(1);
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    /// <summary>Reports as they come while the exporter runs; they, and no other rows, sent something. Answers how much.</summary>
    private static async Task<long> ReportsAsync(CoderRows rows, Guid template, int count)
    {
        for (var i = 0; i < count; i++) await rows.AddStatAsync(Now(), Guid.NewGuid(), template: template, txBytes: 100 + i);
        return Enumerable.Range(0, count).Sum(i => 100L + i);
    }

    private static long TrafficOf(LiveExporter exporter) => exporter.Get<SnapshotSlot<DeploymentSnapshot>>().Current!.Traffic.TxBytes;

    /// <summary>Every area has refreshed at least once from beginning to end.</summary>
    private static async Task NextRefreshAsync(LiveExporter exporter)
    {
        var attempts = exporter.Areas.Select(area => area.Attempts).ToArray();
        await exporter.UntilAsync(() => exporter.Areas.Zip(attempts).All(area => area.First.Attempts >= area.Second + 2));
    }

    private static async Task ShouldServeTheLastNumbersAsync(LiveExporter exporter, IReadOnlyDictionary<string, double> before)
    {
        var page = await exporter.ScrapeAsync();
        bool IsAboutCoder(string series) => !series.StartsWith("coder_exporter_", StringComparison.Ordinal) && !series.StartsWith("coder_up", StringComparison.Ordinal);
        page.Where(series => IsAboutCoder(series.Key)).ShouldBe(before.Where(series => IsAboutCoder(series.Key)), ignoreOrder: true);
        before["coder_up{}"].ShouldBe(1);
        page["coder_up{}"].ShouldBe(0);
        foreach (var area in exporter.Areas.Select(area => $"{{area=\"{area.Area}\"}}"))
        {
            page["coder_exporter_refresh_success" + area].ShouldBe(0);
            page["coder_exporter_refresh_failures_total" + area].ShouldBeGreaterThan(before["coder_exporter_refresh_failures_total" + area]);
            page["coder_exporter_refresh_last_success_timestamp_seconds" + area].ShouldBeGreaterThanOrEqualTo(
                before["coder_exporter_refresh_last_success_timestamp_seconds" + area]);
        }
        foreach (var path in (string[])["/", "/healthz", "/readyz", "/api/v2/insights/daus", "/api/v2/deployment/stats", "/api/v2/templates"])
        {
            using var response = await exporter.GetAsync(path);
            response.IsSuccessStatusCode.ShouldBeTrue(path);
        }
    }

    private static async Task ShouldEqualPlainSqlAsync(LiveExporter exporter, SimulatedDatabase database, Guid template)
    {
        var answers = exporter.Get<ActivityAnswers>();
        var oracle = new ActivityOracle(database);
        foreach (var offset in (int[])[-12, 0, 12])
        {
            answers.DeploymentDaus(offset).TryGet(out var daus, out _).ShouldBeTrue();
            daus.Entries.Where(entry => entry.Amount > 0).ToDictionary(entry => entry.Date, entry => entry.Amount).ShouldBe(
                await oracle.DausAsync(offset.ToString(System.Globalization.CultureInfo.InvariantCulture)), ignoreOrder: true);
        }
        answers.TemplateUniqueUsers(template).TryGet(out var users, out _).ShouldBeTrue();
        users.ShouldBe(await oracle.UsersEverAsync(template));
    }

    private static IEnumerable<string> Said(LiveExporter exporter) => exporter.Logs
        .Where(entry => entry.Category == typeof(DatabaseHealth).FullName && !entry.Message.StartsWith("The database still", StringComparison.Ordinal))
        .Select(entry => entry.Message.Split(':')[0]);
}
