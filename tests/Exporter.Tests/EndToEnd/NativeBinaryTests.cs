using System.Globalization;
using Exporter.Metrics;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Otlp;
using Simulation;

namespace Exporter.Tests.EndToEnd;

public sealed class NativeBinaryTests(NativeBinary binary, PostgresFixture postgres) : IClassFixture<NativeBinary>
{
    [Fact]
    public void Publish_Always_WarnsOfNothing() => binary.PublishOutput.ShouldNotContain("warning", Case.Insensitive);

    [Fact]
    public async Task Binary_AloneInAFolder_DoesTheJob()
    {
        await using var database = await FilledAsync();
        await using var running = await RunningBinary.StartAsync(binary, "--CODER_PG_CONNECTION_URL", database.Url);

        // Today first; what needs all of the history only when all of it is there.
        var early = await running.MetricsAsync(page => page.Contains("coder_daily_active_users{", StringComparison.Ordinal));
        if (!early.Contains("coder_activity_history_complete{} 1", StringComparison.Ordinal)) early.ShouldNotContain("coder_template_unique_users{");
        await running.ReadyAsync();
        var page = await running.MetricsAsync(page => page.Contains("coder_activity_history_complete{} 1", StringComparison.Ordinal));

        foreach (var metric in Catalogue.All.Where(metric => metric.Kind != MetricKind.Histogram)) page.ShouldContain($"# TYPE {metric.Name} ");
        page.Split('\n').Count(line => line.StartsWith("coder_daily_active_users{", StringComparison.Ordinal)).ShouldBe(25);
        page.ShouldContain("coder_up{} 1");
        (await Tool.Promtool.RunAsync(page, "check", "metrics")).ShouldBe((0, ""));
        (await running.GetAsync("/api/v2/insights/daus?tz_offset=5")).ShouldContain("\"tz_hour_offset\":5");
        (await running.GetAsync("/api/activity?timezone=Asia/Kathmandu")).ShouldContain("Asia/Kathmandu");
        (await running.GetAsync("/openapi/v1.json")).ShouldContain("/api/v2/deployment/stats");
        (await running.GetAsync("/metrics/process")).ShouldContain("dotnet_process_memory_working_set_bytes");
        (await running.StopAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Binary_WithARoleOfItsOwn_NeedsOnlyTheColumnsThatItNames()
    {
        await using var database = await FilledAsync();
        var role = $"exporter_{Guid.NewGuid():N}";
        await postgres.Server.ExecuteAsync($"create role {role} login password 'secret'");
        var url = $"postgres://{role}:secret@127.0.0.1:{postgres.Server.Port.ToString(CultureInfo.InvariantCulture)}/{database.Name}?sslmode=disable";

        var (exitCode, output) = await binary.RunAsync("check", "--CODER_PG_CONNECTION_URL", url);
        exitCode.ShouldBe(2);
        foreach (var grant in output.Split('\n').Where(line => line.Contains("run \"grant", StringComparison.Ordinal)))
            await postgres.Server.ExecuteAsync(grant.Split('"')[1].Replace("ROLE", role, StringComparison.Ordinal), database.Name);

        (exitCode, output) = await binary.RunAsync("check", "--CODER_PG_CONNECTION_URL", url);
        exitCode.ShouldBe(0, output);
        await using var running = await RunningBinary.StartAsync(binary, "--CODER_PG_CONNECTION_URL", url);
        await running.ReadyAsync();
        (await running.GetAsync("/metrics")).ShouldContain("coder_exporter_refresh_failures_total{area=\"deployment\"} 0");
    }

    [Fact]
    public async Task Binary_AskedForHistory_WritesIt()
    {
        await using var database = await FilledAsync();

        var (exitCode, output) = await binary.RunAsync(
            "history", "--CODER_PG_CONNECTION_URL", database.Url, "--timezone", "Asia/Kathmandu", "--every", "6h");

        exitCode.ShouldBe(0);
        output.ShouldContain("coder_monthly_active_users{timezone=\"Asia/Kathmandu\"} ");
        output.ShouldContain("coder_template_daily_active_users_yesterday{organization_name=");
        output.ShouldContain("\n# EOF\n");
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Binary_GivenACollector_PushesToIt(string protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var running = await RunningBinary.StartAsync(
            binary, "--CODER_PG_CONNECTION_URL", database.Url, "--OTEL_METRIC_EXPORT_INTERVAL=200",
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={(protocol == "grpc" ? receiver.Grpc : receiver.Http)}", $"--OTEL_EXPORTER_OTLP_PROTOCOL={protocol}");

        await receiver.UntilAsync(() => receiver.Numbers().GetValueOrDefault("coder_up{}") == 1);

        receiver.Resource()["service.name"].ShouldBe("coder-exporter");
        (await running.StopAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("postgres://coder:s3cr3t%21@127.0.0.1:PORT/NAME?sslmode=disable", "", "the user name or the password is wrong")]
    [InlineData("postgres://coder:s3cr3t%21@127.0.0.1:1/NAME?sslmode=disable", "", "nothing listens at that host and port")]
    [InlineData("EMPTY", "", "no table of Coder's is here")]
    [InlineData("URL", "--Activity:Intervall=30s", "Activity:Intervall: is not a setting; did you mean 'Interval'?")]
    [InlineData("URL", "--Activity:Interval=0", "Activity:Interval: ")]
    [InlineData("URL", "--Activity:Timezones=Asia/Calcuta", "Activity:Timezones: 'Asia/Calcuta' is not a time zone; did you mean 'Asia/Calcutta'?")]
    [InlineData("", "", "no database is given")]
    public async Task Check_OfAMistake_IsOneLineThatSaysWhatToDo(string url, string setting, string message)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        if (url == "EMPTY") await database.ExecuteAsync("drop owned by current_user");
        url = url.Replace("EMPTY", database.Url, StringComparison.Ordinal).Replace("URL", database.Url, StringComparison.Ordinal)
            .Replace("NAME", database.Name, StringComparison.Ordinal)
            .Replace("PORT", postgres.Server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        string[] arguments = ["check", .. url.Length > 0 ? ["--CODER_PG_CONNECTION_URL", url] : Array.Empty<string>(), .. setting.Length > 0 ? [setting] : Array.Empty<string>()];

        var (exitCode, output) = await binary.RunAsync(arguments);

        exitCode.ShouldBe(2);
        output.TrimEnd('\n').Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain(message);
        output.ShouldNotContain("s3cr3t");
        output.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("--help", "check")]
    [InlineData("--version", "0.1.0")]
    public async Task Binary_AskedAboutItself_Answers(string option, string text)
    {
        var (exitCode, output) = await binary.RunAsync(option);

        exitCode.ShouldBe(0);
        output.ShouldContain(text);
    }

    /// <summary>300,000 reports; E2E_ROWS in the environment makes it more.</summary>
    private async Task<SimulatedDatabase> FilledAsync()
    {
        var rows = int.Parse(Environment.GetEnvironmentVariable("E2E_ROWS") ?? "300000", CultureInfo.InvariantCulture);
        var database = await postgres.NewDatabaseAsync(Era.E2);
        await SimulatedDeployment.FillAsync(database, new(Users: 100, Days: 60, Rows: rows), TimeProvider.System.GetUtcNow());
        return database;
    }
}
