using Exporter.Tests.Configuration;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Cli;

public sealed class CheckTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Era.E1)]
    [InlineData(Era.E2)]
    public async Task Check_UsableDatabase_TellsWhatIsThereAndThatItIsOk(Era era)
    {
        await using var database = await postgres.NewDatabaseAsync(era);
        var oldest = new DateTimeOffset(2023, 3, 1, 12, 0, 0, TimeSpan.FromHours(2));
        await new CoderRows(database, oldest).CopyStatsAsync([new AgentStat(oldest), new AgentStat(oldest.AddDays(3))], Cancellation);
        await database.ExecuteAsync("analyze workspace_agent_stats", Cancellation);

        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=" + database.Url);

        run.Errors.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
        run.OutputLines[^1].ShouldBe("ok: the exporter can run on this database.");
        run.Output.ShouldContain($"on 127.0.0.1 port {postgres.Server.Port}, not a standby");
        run.Output.ShouldContain($"era {era}, migration ");
        run.Output.ShouldContain("activity:  about 2 rows, from 2023-03-01 10:00:00 UTC to 2023-03-04 10:00:00 UTC");
        run.Output.ShouldContain("templates: 0, and 0 deleted");
        run.Output.ShouldContain("reads:     workspaces: id, owner_id, template_id, deleted\n");
        run.Output.ShouldNotContain("not readable");
    }

    /// <summary>As a process, since it is about its standard output.</summary>
    [Fact]
    public async Task Check_ReaderGone_EndsQuietly()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var program = Path.Combine(AppContext.BaseDirectory, "coder-exporter");
        var output = await Shell.DoAsync($"{program} check | true; echo \"${{PIPESTATUS[*]}}\"", environment: [("CODER_PG_CONNECTION_URL", database.Url)]);
        output.ShouldBe("0 0\n");
    }

    [Fact]
    public async Task Check_NoRowsYet_IsOk()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        var run = await CliRun.OfAsync("--CODER_PG_CONNECTION_URL", database.Url, "check");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("activity:  no rows yet");
    }

    [Fact]
    public async Task Check_EraWithRollup_LooksForTheHistoryThere()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E8);
        await new CoderRows(database, new(2026, 4, 1, 0, 0, 0, TimeSpan.Zero)).AddUsageAsync(new(2026, 4, 1, 9, 30, 0, TimeSpan.Zero));
        var run = await CliRun.OfAsync("check", "--Database:ConnectionString=" + database.ConnectionString, "--CODER_PG_CONNECTION_URL=");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("from 2026-04-01 09:30:00 UTC to 2026-04-01 09:30:00 UTC, in template_usage_stats");
    }

    [Fact]
    public async Task Check_EmptyDatabase_IsRefused()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await database.ExecuteAsync("drop owned by current_user", Cancellation);
        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=" + database.Url);
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("error: no table of Coder's is here");
    }

    [Fact]
    public async Task Check_RoleWithoutRights_NamesEachTableAndItsGrant()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await postgres.Server.ExecuteAsync("create role check_nothing login password 'x'", ct: Cancellation);
        var run = await CliRun.OfAsync("check",
            "--CODER_PG_CONNECTION_URL=" + postgres.Server.ConnectionString("check_nothing", "x", database.Name));
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.Length.ShouldBe(7);
        run.ErrorLines.ShouldAllBe(line => line.StartsWith("error: the role may not read ", StringComparison.Ordinal));
        run.Output.ShouldContain("workspaces: id (not readable)");
    }

    [Theory]
    [InlineData("p@ss:w/o?r#d%")]
    [InlineData("two words;and=\"quotes\"'")]
    [InlineData("пароль-密码")]
    [InlineData("postgres://x:y@z")]
    [InlineData("--help")]
    [InlineData("check")]
    [InlineData("plain")]
    public async Task Check_WrongPassword_ShowsItInNoForm(string password)
    {
        var encoded = Uri.EscapeDataString(password);
        var run = await CliRun.OfAsync("check", $"--CODER_PG_CONNECTION_URL=postgres://coder:{encoded}@127.0.0.1:{postgres.Server.Port}/postgres");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldEndWith("the user name or the password is wrong: correct it in the URL or in the password file.");
        (run.Output + run.Errors).ShouldNotContain(encoded);
        (run.Output + run.Errors.Replace("the password is", "", StringComparison.Ordinal)).ShouldNotContain(password);
    }

    [Fact]
    public async Task Check_UnreachableHost_SaysSo()
    {
        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=postgres://coder:s3cr3t@127.0.0.1:1/coder");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldBe(
            ["error: database coder on 127.0.0.1 port 1: nothing listens at that host and port (connection refused): correct them, or start the server."]);
    }

    [Theory]
    [InlineData("--Activity:Intervall=30s", "error: Activity:Intervall: is not a setting; did you mean 'Interval'?")]
    [InlineData("--Activity:Interval=0s", "error: Activity:Interval: '0s' is out of range")]
    [InlineData("--Activity:Interval=0", "error: Activity:Interval: '0' has no unit")]
    [InlineData("--Activity:Timezones=Mars/Olympus", "error: Activity:Timezones: 'Mars/Olympus' is not a time zone")]
    [InlineData("--Database:PasswordFile=/nowhere", "error: Database:PasswordFile: there is no file '/nowhere'")]
    public async Task Check_ConfigurationMistake_IsToldBeforeConnecting(string setting, string mistake)
    {
        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=postgres://coder@127.0.0.1:1/coder", setting);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(mistake);
    }

    [Fact]
    public async Task Check_PasswordFile_IsUsed()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await postgres.Server.ExecuteAsync("create role check_file login superuser password 's3cr3t'", ct: Cancellation);
        using var file = new TemporaryFile("s3cr3t\n");
        var run = await CliRun.OfAsync("check", "--Database:PasswordFile", file.Path,
            $"--CODER_PG_CONNECTION_URL=postgres://check_file@127.0.0.1:{postgres.Server.Port}/{database.Name}");
        run.Errors.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
    }
}
