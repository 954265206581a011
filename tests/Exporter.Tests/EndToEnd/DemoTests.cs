using System.Diagnostics;
using System.Globalization;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.EndToEnd;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_WherePrometheusIsInstalled_StartsItWithThePastAndTakesItAlong()
    {
        await Tool.Prometheus.RunAsync("", "--version");
        var address = $"127.0.0.1:{RunningPrometheus.FreePort().ToString(CultureInfo.InvariantCulture)}";
        using var demo = Process.Start(new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "demo"),
            ["--users", "30", "--templates", "3", "--days", "40", "--rows", "20000", "--urls", "http://127.0.0.1:0", "--prometheus", address])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Golden.RepositoryRoot,
        })!;
        List<string> said = [];
        var output = demo.StandardOutput;
        while (await output.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("Ctrl-C", StringComparison.Ordinal))
            said.Add(line);
        said.ShouldContain(line => line.Contains($"http://{address}/graph", StringComparison.Ordinal), string.Join('\n', said));

        using var http = new HttpClient { BaseAddress = new($"http://{address}") };
        const string query = "count_over_time(last_over_time(coder_daily_active_users_yesterday{timezone=\"UTC\"}[1h])[30d:1d]) >= 30";
        (await http.GetStringAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}", TestContext.Current.CancellationToken))
            .ShouldContain("\"job\":\"coder-exporter\"");
        RunningBinary.Kill(demo.Id, RunningBinary.Sigterm).ShouldBe(0);
        await demo.WaitForExitAsync(TestContext.Current.CancellationToken);
        demo.ExitCode.ShouldBe(0);
        await Should.ThrowAsync<HttpRequestException>(() => http.GetAsync("/-/ready", TestContext.Current.CancellationToken));
    }
}
