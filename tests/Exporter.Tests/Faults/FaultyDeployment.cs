using System.Globalization;
using Exporter.Activity;
using Exporter.Deployment;
using Exporter.Refresh;
using Exporter.Tests.Activity;
using Exporter.Tests.Database;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Simulation;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>A small deployment with a running exporter, to which a fault happens: whatever it is, what an operator sees is the same.</summary>
internal sealed class FaultyDeployment : IAsyncDisposable
{
    private static readonly string[] Quick = ["--Database:ConnectTimeout=1s", "--Database:StatementTimeout=2s", "--Database:LockTimeout=1s"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    private CoderRows _rows;
    private readonly Guid _template;

    private FaultyDeployment(SimulatedDatabase database, LiveExporter exporter, CoderRows rows, Guid template) =>
        (Database, Exporter, _rows, _template) = (database, exporter, rows, template);

    public SimulatedDatabase Database { get; private set; }

    public LiveExporter Exporter { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <param name="url">From the database to how the exporter gets there; directly when left out.</param>
    public static async Task<FaultyDeployment> StartAsync(PostgresServer server, Func<SimulatedDatabase, string>? url = null, params string[] settings)
    {
        var database = await server.CreateDatabaseAsync(Era.E2, ct: TestContext.Current.CancellationToken);
        var rows = new CoderRows(database, Now);
        var template = await rows.AddTemplateAsync();
        await rows.AddBuildAsync(startedAt: Now.AddMinutes(-2), completedAt: Now.AddMinutes(-1));
        var users = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToArray();
        await rows.CopyStatsAsync(
            from day in Enumerable.Range(0, 20)
            from user in users
            select new AgentStat(Now.AddDays(-day).AddHours(-1)) { UserId = user, TemplateId = template, ConnectionCount = 1 });
        var exporter = await LiveExporter.StartAsync(database, [.. Quick, .. settings, .. url is null ? Array.Empty<string>() : ["--CODER_PG_CONNECTION_URL=" + url(database)]]);
        var deployment = new FaultyDeployment(database, exporter, rows, template);
        await UntilAsync(exporter, () => exporter.Areas.All(area => area.LastSuccess is not null)); // traffic is counted from then on
        await deployment.ShouldBeRightAsync();
        return deployment;
    }

    /// <summary>Lets <paramref name="fault"/> happen and pass; looks at what is served meanwhile, what is said, and what is right and left over after.</summary>
    public async Task SufferAsync(Fault fault)
    {
        var before = await Exporter.ScrapeAsync();
        before["coder_up{}"].ShouldBe(1);
        await fault.Begin();
        try
        {
            // Where sessions were cut to bring the fault about, the database is away for a moment all the same.
            await UntilAsync(Exporter, () => Exporter.Areas.Any(area => Says(area, fault.Reason)) && Exporter.Logs.Any(entry => Says(entry, fault.Reason))
                && Exporter.Get<DatabaseHealth>().Up == !fault.Unreachable);
            await ShouldServeTheLastNumbersAsync(before, fault);
        }
        finally
        {
            await fault.End(); // for the next test, whatever comes of this
        }
        var start = TimeProvider.System.GetTimestamp();
        await ShouldBeRightAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"right numbers {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0.0} s after the fault"));
        await ShouldHaveLeftNothingAsync(before);
    }

    /// <summary>Somebody works; waits until the exporter says so, and compares with plain SQL.</summary>
    public async Task ShouldBeRightAsync()
    {
        Database.DataSource.Clear(); // our own connections may have suffered too
        await _rows.AddStatAsync(Now, Guid.NewGuid(), template: _template, txBytes: 100);
        var users = await new ActivityOracle(Database).UsersEverAsync(_template);
        await UntilAsync(Exporter, () => Exporter.Areas.All(area => area.Last is { Success: true })
            && Snapshot<ActivitySnapshot>() is { Complete: true } && UsersEver() == users);
        var sent = (long)(decimal)(await Database.ScalarAsync("select sum(tx_bytes) from workspace_agent_stats"))!;
        await UntilAsync(Exporter, () => Snapshot<DeploymentSnapshot>()?.Traffic.TxBytes == sent && Exporter.Get<DatabaseHealth>().Up is true);
        var today = await new ActivityOracle(Database).DausAsync("UTC");
        Exporter.Get<ActivityAnswers>().DeploymentDaus(0).TryGet(out var daus, out _).ShouldBeTrue();
        daus.Entries.Where(entry => entry.Amount > 0).ToDictionary(entry => entry.Date, entry => entry.Amount).ShouldBe(today, ignoreOrder: true);
        (await Exporter.ScrapeAsync())["coder_up{}"].ShouldBe(1);
    }

    /// <summary>Coder goes on elsewhere, in a copy of the database.</summary>
    public void MoveTo(SimulatedDatabase database) => (Database, _rows) = (database, new(database, Now));

    private int UsersEver() => Exporter.Get<ActivityAnswers>().TemplateUniqueUsers(_template).TryGet(out var users, out _) ? users : -1;

    private T? Snapshot<T>() where T : class => Exporter.Get<SnapshotSlot<T>>().Current;

    private static bool Says(RefreshStatus area, string reason) => area.Last?.Error?.Contains(reason, StringComparison.Ordinal) == true;

    private static bool Says(FakeLogRecord entry, string reason) => entry.Message.Contains(reason, StringComparison.Ordinal);

    private static async Task UntilAsync(LiveExporter exporter, Func<bool> condition)
    {
        try
        {
            await exporter.UntilAsync(condition).WaitAsync(Patience, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            var areas = exporter.Areas.Select(area => $"{area.Area}: {area.Last}");
            Assert.Fail($"Not within {Patience}. {string.Join('\n', areas.Concat(exporter.Logs.Select(entry => entry.Message)))}");
        }
    }

    private async Task ShouldServeTheLastNumbersAsync(IReadOnlyDictionary<string, double> before, Fault fault)
    {
        var page = await Exporter.ScrapeAsync();
        page.Where(IsAboutCoder).ShouldBe(before.Where(IsAboutCoder), ignoreOrder: true);
        page["coder_up{}"].ShouldBe(fault.Unreachable ? 0 : 1);
        Exporter.Areas.ShouldContain(area => page[$"coder_exporter_refresh_success{{area=\"{area.Area}\"}}"] < 1);
        foreach (var path in (string[])["/", "/healthz", "/readyz", "/api/v2/insights/daus", "/api/v2/deployment/stats", "/api/v2/templates"])
        {
            using var response = await Exporter.GetAsync(path);
            response.IsSuccessStatusCode.ShouldBeTrue(path);
        }
        Exporter.Logs.ShouldContain(entry => entry.Level == LogLevel.Warning);
    }

    private async Task ShouldHaveLeftNothingAsync(IReadOnlyDictionary<string, double> before)
    {
        var page = await Exporter.ScrapeAsync();
        page.Keys.ShouldBe(before.Keys, ignoreOrder: true);
        foreach (var area in Exporter.Areas) page[$"coder_exporter_refresh_success{{area=\"{area.Area}\"}}"].ShouldBe(1);
        Exporter.Logs.ShouldNotContain(entry => entry.Level > LogLevel.Warning);
        Exporter.Logs.Count(entry => entry.Level == LogLevel.Warning).ShouldBeLessThanOrEqualTo(1 + Exporter.Areas.Count, "each change is said once");
        Exporter.Logs.Last(entry => entry.Category!.StartsWith("Exporter.Refresh", StringComparison.Ordinal)).Level.ShouldBe(LogLevel.Information);
        var start = TimeProvider.System.GetTimestamp();
        while (await ConnectionsAsync() > 3) TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience); // the server's own time to find out
    }

    /// <summary>The exporter's connections, as the server counts them.</summary>
    public async Task<long> ConnectionsAsync() => (long)(await Database.ScalarAsync(
        $"select count(*) from pg_stat_activity where usename = '{OwnStatements.Role}' and datname = current_database()"))!;

    private static bool IsAboutCoder(KeyValuePair<string, double> series) =>
        !series.Key.StartsWith("coder_exporter_", StringComparison.Ordinal) && !series.Key.StartsWith("coder_up", StringComparison.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Exporter.DisposeAsync();
        await Database.DisposeAsync();
    }
}
