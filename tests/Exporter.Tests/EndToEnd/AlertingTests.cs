using System.Text.Json;
using System.Text.RegularExpressions;
using Exporter.Tests.Alerts;
using Exporter.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Simulation;

namespace Exporter.Tests.EndToEnd;

/// <summary>The exporter, a Prometheus with the rules that ship and an Alertmanager with the configuration that ships; only all times are shorter.</summary>
public sealed partial class AlertingTests
{
    private const string Unreachable = "CoderDatabaseUnreachable", Stale = "CoderExporterAreaStale";

    [Fact]
    public async Task Database_ThatIsStopped_RaisesAlertsThatEndWhenItIsStartedAgain()
    {
        await using var server = await PostgresServer.StartAsync(ct: TestContext.Current.CancellationToken);
        await using var database = await server.CreateDatabaseAsync(Era.E2, ct: TestContext.Current.CancellationToken);
        await new CoderRows(database, TimeProvider.System.GetUtcNow()).AddStatAsync();
        await using var exporter = await StartExporterAsync(database);
        await using var alertmanager = await RunningAlertmanager.StartAsync(File.ReadAllText(InRepository("alertmanager.yml")));
        await using var prometheus = await RunningPrometheus.StartAsync(Configuration(exporter, alertmanager), WriteRulesAsync);
        await prometheus.EventuallyAsync("sum(coder_exporter_refresh_success)", 3);
        await ShouldEvaluateEveryRuleAsync(prometheus);
        (await alertmanager.AlertsAsync()).ShouldBeEmpty();

        await server.StopAsync();
        var alerts = await alertmanager.EventuallyAsync(received => received.Count(alert => alert.Suppressed) == 3);

        alerts.Where(alert => alert.Name == Stale).Select(alert => alert.Area).ShouldBe(["activity", "build_times", "deployment"], ignoreOrder: true);
        alerts.Where(alert => alert.Name == Stale).ShouldAllBe(alert => alert.Suppressed && alert.Receiver == "team" && StaleText().IsMatch(alert.Description));
        var page = alerts.Single(alert => !alert.Suppressed); // one fault, one message
        (page.Name, page.Receiver).ShouldBe((Unreachable, "pager"));
        page.Description.ShouldContain("The newest numbers are ");

        await server.StartAgainAsync();
        await alertmanager.EventuallyAsync(received => received.Count == 0);
        await prometheus.EventuallyAsync("coder_up", 1);
    }

    private static async Task<WebApplication> StartExporterAsync(SimulatedDatabase database)
    {
        var exporter = ExporterHost.Build(
        [
            "--urls", "http://127.0.0.1:0", "--CODER_PG_CONNECTION_URL", database.Url, "--Database:ConnectTimeout=1s",
            "--Activity:Interval=1s", "--BuildTimes:Interval=1s", "--Deployment:Interval=1s",
        ]);
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        return exporter;
    }

    private static string Configuration(WebApplication exporter, RunningAlertmanager alertmanager) =>
        File.ReadAllText(InRepository("prometheus.yml"))
            .Replace("127.0.0.1:2113", new Uri(exporter.Urls.First()).Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:9093", alertmanager.Address.Authority, StringComparison.Ordinal)
            .Replace("alerts/*", "data/*", StringComparison.Ordinal)
            .Replace("15s", "1s", StringComparison.Ordinal);

    private static Task WriteRulesAsync(string folder) => Task.WhenAll(ShippedAlerts.RuleFiles.Select(async file =>
        await File.WriteAllTextAsync(Path.Combine(folder, Path.GetFileName(file)), Shortened(await File.ReadAllTextAsync(file)))));

    /// <summary>A rule with two seconds to wait, seconds for the minutes of an outage, and none for clocks that differ.</summary>
    private static string Shortened(string rules) => Wait().Replace(rules, "$1: 2s")
        .Replace("(coder_up[2m])", "(coder_up[3s])", StringComparison.Ordinal)
        .Replace("[5m]) + 60", "[5m]) + 1", StringComparison.Ordinal);

    private static async Task ShouldEvaluateEveryRuleAsync(RunningPrometheus prometheus)
    {
        await prometheus.EventuallyAsync("job_timezone:coder_daily_active_users:max", 1);
        await prometheus.EventuallyAsync("job:coder_workspaces:sum", 0);
        var start = TimeProvider.System.GetTimestamp();
        while (await HealthOfRulesAsync(prometheus) is var health && health.Any(state => state != "ok"))
            TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromMinutes(1), string.Join(", ", health));
        foreach (var query in ShippedAlerts.Names.SelectMany(alert => Runbook.Queries(ShippedAlerts.Runbook(alert)!))) await prometheus.QueryAsync(query);
    }

    private static async Task<string[]> HealthOfRulesAsync(RunningPrometheus prometheus)
    {
        using var document = JsonDocument.Parse(await prometheus.Http.GetStringAsync("/api/v1/rules", TestContext.Current.CancellationToken));
        string[] health =
        [
            .. from gathered in document.RootElement.GetProperty("data").GetProperty("groups").EnumerateArray()
               from rule in gathered.GetProperty("rules").EnumerateArray()
               select rule.GetProperty("health").GetString(),
        ];
        health.Length.ShouldBe(ShippedAlerts.Rules.Length);
        return health;
    }

    private static string InRepository(string path) => Path.Combine(Golden.RepositoryRoot, path);

    [GeneratedRegex(@"\b(for|interval): \w+")]
    private static partial Regex Wait();

    [GeneratedRegex(@"^They were last refreshed \d+\.?\d*s ago, and should be every 1s\.$")]
    private static partial Regex StaleText();
}
