using System.Text.Json;
using Exporter.Activity;
using Exporter.Metrics;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Metrics;
using NodaTime;
using Simulation;

namespace Exporter.Tests.Otlp;

/// <summary>The three ways out say the same at the same instant: the page, the push, and the API.</summary>
public sealed class AgreementTests(PostgresFixture postgres)
{
    private static readonly string[] Transitions = ["start", "stop", "delete"];
    private static readonly (string Word, string Value)[] Percentiles = [("P50", "0.5"), ("P95", "0.95")];

    private readonly Dictionary<string, double> _answered = [];

    [Fact]
    public async Task Page_Push_And_Api_AtOneInstant_AgreeNumberForNumber()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await PushingExporter.StartAsync(
            database, receiver.Grpc, "--Activity:Timezones=Asia/Kathmandu", "--Activity:TemplateTimezones=UTC,Asia/Kathmandu");

        exporter.Get<OtlpPush>().Flush().ShouldBeTrue();
        var page = new Page(await exporter.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken));
        await AskForActivityAsync(exporter);
        await AskForTemplatesAsync(exporter);
        await AskForDeploymentAsync(exporter);

        var (scraped, pushed) = (page.Series.ToDictionary(OtlpSeries.Sorted, series => page[series]!.Value), receiver.Numbers());
        _answered.Count.ShouldBeGreaterThan(130);
        foreach (var (series, value) in _answered)
            (scraped[series], pushed[series]).ShouldBe((value, value), series);
        foreach (var metric in ActivityMetrics.ActiveUsers)
            page.Of(metric.Deployment.Name).ShouldAllBe(series => _answered.ContainsKey(OtlpSeries.Sorted(series)));
    }

    private async Task AskForActivityAsync(TestExporter exporter)
    {
        var snapshot = exporter.Current<ActivitySnapshot>();
        foreach (var users in snapshot.Deployment) await AskForActivityAsync(exporter, "coder_", "", users.Timezone, "");
        foreach (var template in snapshot.PerTemplate)
        {
            var of = template.Template;
            var labels = $"organization_name=\"{of.OrganizationName}\",template_id=\"{of.Id}\",template_name=\"{of.Name}\",";
            foreach (var users in template.ActiveUsers)
                await AskForActivityAsync(exporter, "coder_template_", labels, users.Timezone, $"&template={of.Id}");
        }
    }

    private async Task AskForActivityAsync(TestExporter exporter, string prefix, string labels, Timezone timezone, string query)
    {
        var today = LocalDays.Today(timezone, Instant.FromDateTimeOffset(FixedDeployment.Now));
        var dates = $"from={today.PlusDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}";
        var range = $"/api/activity?timezone={Uri.EscapeDataString(timezone.Label)}&{dates}{query}";
        var days = (await GetAsync(exporter, range)).GetProperty("entries");
        Answered($"{prefix}daily_active_users_yesterday", Number(days[0]));
        Answered($"{prefix}daily_active_users", Number(days[1]));
        Answered($"{prefix}weekly_active_users", Number((await GetAsync(exporter, range + "&interval=rolling_week")).GetProperty("entries")[1]));
        Answered($"{prefix}monthly_active_users", Number((await GetAsync(exporter, range + "&interval=rolling_month")).GetProperty("entries")[1]));

        void Answered(string name, double users) => _answered.Add($"{name}{{{labels}timezone=\"{timezone.Label}\"}}", users);

        static double Number(JsonElement entry) => entry.GetProperty("active_users").GetInt32();
    }

    private async Task AskForTemplatesAsync(TestExporter exporter)
    {
        foreach (var template in (await GetAsync(exporter, "/api/v2/templates")).EnumerateArray())
        {
            var labels = $"template_id=\"{template.GetProperty("id")}\",template_name=\"{template.GetProperty("name")}\"";
            var organization = $"organization_name=\"{template.GetProperty("organization_name")}\"";
            _answered.Add($"coder_template_unique_users{{{organization},{labels}}}", template.GetProperty("active_user_count").GetInt32());
            foreach (var transition in Transitions)
            {
                foreach (var (word, percentile) in Percentiles)
                {
                    var milliseconds = template.GetProperty("build_time_stats").GetProperty(transition).GetProperty(word);
                    if (milliseconds.ValueKind == JsonValueKind.Null) continue; // no such build, and no series
                    var series = $"{organization},percentile=\"{percentile}\",{labels},transition=\"{transition}\"";
                    _answered.Add($"coder_template_build_time_seconds{{{series}}}", milliseconds.GetDouble() / 1000);
                }
            }
        }
    }

    private async Task AskForDeploymentAsync(TestExporter exporter)
    {
        var stats = await GetAsync(exporter, "/api/v2/deployment/stats");
        var workspaces = stats.GetProperty("workspaces");
        foreach (var status in new[] { "pending", "building", "running", "failed", "stopped" })
            _answered.Add($"coder_workspaces{{status=\"{status}\"}}", workspaces.GetProperty(status).GetDouble());
        foreach (var (word, percentile) in Percentiles)
        {
            var latency = workspaces.GetProperty("connection_latency_ms").GetProperty(word).GetDouble() / 1000;
            _answered.Add($"coder_workspace_connection_latency_seconds{{percentile=\"{percentile}\"}}", latency);
        }
        _answered.Add("coder_workspace_traffic_window_bytes{direction=\"receive\"}", workspaces.GetProperty("rx_bytes").GetDouble());
        _answered.Add("coder_workspace_traffic_window_bytes{direction=\"transmit\"}", workspaces.GetProperty("tx_bytes").GetDouble());
        foreach (var app in stats.GetProperty("session_count").EnumerateObject())
            _answered.Add($"coder_workspace_sessions{{app=\"{app.Name}\"}}", app.Value.GetDouble());
    }

    private static async Task<JsonElement> GetAsync(TestExporter exporter, string path)
    {
        using var answer = JsonDocument.Parse(await exporter.Http.GetStringAsync(path, TestContext.Current.CancellationToken));
        return answer.RootElement.Clone();
    }
}
