using System.Diagnostics;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Cli;

public sealed class HistoryTests(PostgresFixture postgres)
{
    private static readonly FakeTimeProvider Time = new(FixedDeployment.Now);

    [Fact]
    public async Task History_OfTwoDays_IsWrittenWithTheirTotals()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);

        var run = await RunAsync(database.Url, "--from", "2026-04-13", "--to", "2026-04-14", "--every", "1d", "--label", "job=coder \"exporter\"");

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldStartWith(
            "# TYPE coder_daily_active_users gauge\n# HELP coder_daily_active_users Distinct users active so far today in the timezone.");
        run.Output.ShouldEndWith("\n# EOF\n");
        run.OutputLines.Where(line => line.StartsWith("coder_daily_active_users{", StringComparison.Ordinal)).ShouldBe(
        [
            "coder_daily_active_users{timezone=\"UTC\",job=\"coder \\\"exporter\\\"\"} 0 1776038400",
            "coder_daily_active_users{timezone=\"UTC\",job=\"coder \\\"exporter\\\"\"} 1 1776124799",
            "coder_daily_active_users{timezone=\"UTC\",job=\"coder \\\"exporter\\\"\"} 0 1776124800",
            "coder_daily_active_users{timezone=\"UTC\",job=\"coder \\\"exporter\\\"\"} 0 1776211199",
        ]);
        run.ErrorLines.ShouldBe(["48 samples of 12 series are written."]);
    }

    [Fact]
    public async Task History_UntilNow_EndsNow()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);

        var run = await RunAsync(database.Url, "--templates", "false");

        run.OutputLines.ShouldAllBe(line => !line.Contains("template", StringComparison.Ordinal) || line[0] == '#');
        run.OutputLines[^2].ShouldBe($"coder_monthly_active_users{{timezone=\"UTC\"}} 3 {FixedDeployment.Now.ToUnixTimeSeconds()}");
    }

    [Fact]
    public async Task History_WithoutZones_TakesThoseOfTheSettings()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);

        var run = await RunAsync(database.Url, "--Activity:Timezones=Asia/Kolkata", "--Activity:TemplateTimezones=Europe/Berlin");

        run.Output.ShouldContain("coder_daily_active_users{timezone=\"UTC\"}");
        run.Output.ShouldContain("coder_daily_active_users{timezone=\"Asia/Kolkata\"}");
        run.Output.ShouldContain($"template_id=\"{FixedDeployment.OldDocker}\",template_name=\"docker\",timezone=\"Europe/Berlin\"}}");
        run.Output.ShouldNotContain(FixedDeployment.Gpu.ToString());
        run.ErrorLines.Length.ShouldBe(1);
    }

    [Fact]
    public async Task History_InZonesThatAreNotServed_SaysThatTheyEnd()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);

        var run = await RunAsync(database.Url, "--timezone", "Asia/Kolkata", "--timezone", "UTC", "--timezone", "UTC+02:00");

        run.ExitCode.ShouldBe(0);
        run.ErrorLines[1..].ShouldBe(
        [
            "note: /metrics does not have Asia/Kolkata, so these series end here; add what is missing to Activity:Timezones.",
            "note: /metrics does not have Asia/Kolkata, UTC+02:00 per template, so these series end here; " +
                "add what is missing to Activity:TemplateTimezones.",
        ]);
    }

    [Fact]
    public async Task History_OlderThanTheHorizon_IsLoadedForIt()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await new CoderRows(database, FixedDeployment.Now).AddStatAsync(FixedDeployment.Now.AddDays(-300));

        (await RunAsync(database.Url)).ErrorLines.ShouldHaveSingleItem().ShouldStartWith("error: nobody was active in the history that was read");
        var run = await RunAsync(database.Url, "--from", FixedDeployment.Now.AddDays(-290).ToString("yyyy-MM-dd"), "--to", "2025-12-31");
        run.Output.ShouldContain($"\ncoder_monthly_active_users{{timezone=\"UTC\"}} 1 ");
        run.Output.ShouldNotContain($"\ncoder_weekly_active_users{{timezone=\"UTC\"}} 1 ");
    }

    [Fact]
    public async Task History_ToALaterDayThanToday_EndsNow()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await new CoderRows(database, FixedDeployment.Now).AddStatAsync(FixedDeployment.Now.AddDays(-3));

        var run = await RunAsync(database.Url, "--to", "9999-12-31");
        run.ErrorLines[0].ShouldNotStartWith("error");
        run.Output.ShouldBe((await RunAsync(database.Url)).Output);
    }

    [Theory]
    [InlineData("--timezone", "Berlin", "--timezone: 'Berlin' is not a time zone; did you mean 'Europe/Berlin'?")]
    [InlineData("--from", "2026-02-30", "--from: '2026-02-30' is not a day; write it like 2026-01-31.")]
    [InlineData("--from", "2026-04-16", "--from: lies after the end; give an earlier day.")]
    [InlineData("--from", "2020-01-01", "--from: lies more than 1069 days back, which is as much as can be loaded; give a later day.")]
    [InlineData("--to", "noon", "--to: 'noon' is neither a day like 2026-01-31 nor a time like 2026-01-31T12:00:00Z.")]
    [InlineData("--templates", "all", "--templates: 'all' is neither true nor false.")]
    [InlineData("--every", "5m", "--every: '5m' is out of range; give 15m to 1d.")]
    [InlineData("--every", "5", "--every: '5' has no unit; write 5s, 5m, 5h or 5d.")]
    [InlineData("--label", "job", "--label: 'job' is not a label; write it like job=coder-exporter.")]
    [InlineData("--label", "a-b=c", "--label: 'a-b' cannot be a label's name; take letters, digits and underscores.")]
    [InlineData("--label", "job\n=c", "--label: 'job ' cannot be a label's name; take letters, digits and underscores.")]
    [InlineData("--label", "__name__=c", "--label: '__name__' cannot be a label's name; take letters, digits and underscores.")]
    [InlineData("--label", "template_id=c", "--label: template_id is a label of the metrics themselves; leave it out.")]
    public async Task History_Mistaken_SaysItAndWritesNothing(string option, string value, string mistake)
    {
        var run = await RunAsync(TestExporter.Nowhere, option, value);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.ShouldBe(["error: " + mistake]);
    }

    [Theory]
    [InlineData("error: --from needs a value; write --from=VALUE.", "--from")]
    [InlineData("error: --from is given more than once; give it once.", "--from", "2026-04-01", "--from", "2026-04-02")]
    [InlineData("error: --fron is not an option; did you mean '--from'? See --help for all of them.", "--fron", "2026-04-01")]
    public async Task History_CommandLineUnusable_SaysWhy(string mistake, params string[] arguments)
    {
        var run = await RunAsync(TestExporter.Nowhere, arguments);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.ErrorLines.ShouldBe([mistake]);
    }

    [Fact]
    public async Task History_MistakesInSettingsToo_TellsAllOfThem()
    {
        var run = await RunAsync("", "--from", "x", "--label", "a=1", "--label", "a=2", "--Activity:Intervall=3s");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.Select(line => line.Split(": ")[1]).ShouldBe(["CODER_PG_CONNECTION_URL", "Activity:Intervall", "--from", "--label"]);
    }

    [Fact]
    public async Task History_NoDatabaseThere_SaysSo()
    {
        var run = await RunAsync(TestExporter.Nowhere);
        (run.ExitCode, run.Output).ShouldBe((2, ""));
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("nothing listens at that host and port");
    }

    /// <summary>As a process, since it is about its standard output.</summary>
    [Fact]
    public async Task History_ReaderGone_EndsQuietly()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await new CoderRows(database, FixedDeployment.Now).AddStatAsync(TimeProvider.System.GetUtcNow().AddDays(-170));
        var start = new ProcessStartInfo(
            "bash", ["-c", "\"$0\" history | head -n 1; echo \"${PIPESTATUS[*]}\"", Path.Combine(AppContext.BaseDirectory, "coder-exporter")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CODER_PG_CONNECTION_URL"] = database.Url;
        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());

        (await output).ShouldBe("# TYPE coder_daily_active_users gauge\n0 0\n");
        (await errors).ShouldBeEmpty();
    }

    private static Task<CliRun> RunAsync(string url, params string[] arguments) =>
        CliRun.AtAsync(Time, ["history", "--CODER_PG_CONNECTION_URL=" + url, .. arguments]);
}
