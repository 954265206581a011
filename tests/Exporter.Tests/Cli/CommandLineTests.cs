using System.Net;
using System.Net.Sockets;
using Exporter.Cli;
using Exporter.Configuration;
using Exporter.Tests.Configuration;
using Exporter.Tests.Fixtures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Exporter.Tests.Cli;

public sealed class CommandLineTests
{
    private const string NoDatabase = "--CODER_PG_CONNECTION_URL=";
    private const string DeadDatabase = "--CODER_PG_CONNECTION_URL=postgres://coder@127.0.0.1:1/coder";

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("check", "--help")]
    [InlineData("history", "--help")]
    [InlineData("--help", "--nonsense")]
    public async Task Run_Help_ListsEverySetting(params string[] args)
    {
        var run = await CliRun.OfAsync(args);
        run.ExitCode.ShouldBe(0);
        run.Errors.ShouldBeEmpty();
        foreach (var setting in ExporterOptions.Settings)
        {
            run.Output.ShouldContain(setting.Key);
            run.Output.ShouldContain($"default: {setting.Default}\n");
        }
        foreach (var option in HistoryCommand.Options)
            run.Output.ShouldContain($"\n  {option.Name} {option.HelpName}\n      {option.Description}.\n");
    }

    [Fact]
    public async Task Run_Version_IsThatOfTheExporter()
    {
        var run = await CliRun.OfAsync("--version");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldMatch(@"^\d+\.\d+\.\d+");
        run.OutputLines.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("error: a word on the command line is neither a verb nor the value of an option; did you mean 'check'?", "chek")]
    [InlineData("error: a word on the command line is neither a verb nor the value of an option; did you mean 'health'?", "helth")]
    [InlineData("error: a word on the command line is neither a verb nor the value of an option.", "s3cr3t")]
    [InlineData("error: a word on the command line is neither a verb nor the value of an option.", "check", "s3cr3t")]
    [InlineData("error: a word on the command line is neither a verb nor the value of an option.", "-ps3cr3t")]
    [InlineData("error: --hepl is not an option; did you mean '--help'? See --help for all of them.", "--hepl")]
    [InlineData("error: --password is not an option. See --help for all of them.", "--password", "s3cr3t")]
    [InlineData("error: --password is not an option. See --help for all of them.", "--password=s3cr3t")]
    [InlineData("error: --Activity:Interval needs a value; write --Activity:Interval=VALUE.", "check", "--Activity:Interval")]
    [InlineData("error: --Activity:Interval is given more than once; give it once.", "--Activity:Interval=1s", "--Activity:Interval=s3cr3t")]
    public async Task Run_Unusable_SaysWhyAndRepeatsNoValue(string mistake, params string[] args)
    {
        var run = await CliRun.OfAsync(args);
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.ShouldBe([mistake]);
    }

    [Fact]
    public async Task Run_NoDatabase_SaysHowToGiveOneAndNamesTheDemo()
    {
        var run = await CliRun.OfAsync(NoDatabase);
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldBe(["error: CODER_PG_CONNECTION_URL: " + DatabaseOptionsTests.NoDatabase]);
    }

    [Fact]
    public async Task Run_SeveralMistakes_TellsAllOfThem()
    {
        var run = await CliRun.OfAsync(NoDatabase, "--activity:interval", "5", "--Activty:Interval=5s", "--Metrics:MaxSeries=1");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("{ \"Activity\": {\n \"Interval\": \"30s\",,\n} }", "it is not valid JSON; look at line 2.")]
    [InlineData("{ \"Web\": { \"Api\": true, \"Api\": false } }", "check that it is JSON with each key once")]
    public async Task Run_BrokenSettingsFile_SaysWhere(string json, string mend)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), json, TestContext.Current.CancellationToken);
            var run = await CliRun.OfAsync("check", "--contentRoot", folder.FullName, DeadDatabase);
            run.ExitCode.ShouldBe(2);
            run.ErrorLines.ShouldHaveSingleItem().ShouldContain(mend);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Health_OfAnExporterThatRuns_IsWell()
    {
        await using var exporter = ExporterHost.Build([DeadDatabase, "--urls=http://0.0.0.0:0", "--Logging:LogLevel:Default=None"]);
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        var port = new Uri(exporter.Urls.First()).Port;
        foreach (var address in new[] { $"--urls=http://0.0.0.0:{port}", $"--urls=http://*:{port};http://[::]:{port}", $"--http_ports={port}", $"--urls=http://127.0.0.1:{port}/" })
        {
            var run = await CliRun.OfAsync("health", address);
            run.Errors.ShouldBeEmpty();
            run.ExitCode.ShouldBe(0);
            run.Output.ShouldBe($"http://127.0.0.1:{port}/ is well.\n");
        }
    }

    [Theory]
    [InlineData(null, "does not answer")]
    [InlineData(503, "answers 503")]
    public async Task Health_OfAnythingElse_SaysWhatItIsLike(int? status, string says)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        await using var other = builder.Build();
        other.MapGet("/healthz", () => Results.StatusCode(status ?? 0));
        await other.StartAsync(TestContext.Current.CancellationToken);
        var address = other.Urls.First();
        if (status is null) await other.StopAsync(TestContext.Current.CancellationToken);
        var run = await CliRun.OfAsync("health", $"--urls={address}");
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(says);
    }

    /// <summary>As a process, since the proxy is named by its environment.</summary>
    [Fact]
    public async Task Health_WhereAProxyIsNamed_AsksWithoutIt()
    {
        await using var exporter = ExporterHost.Build([DeadDatabase, "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None"]);
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        var address = exporter.Urls.First();
        var program = Path.Combine(AppContext.BaseDirectory, "coder-exporter");
        (await Shell.DoAsync($"{program} health --urls {address}", environment: [("http_proxy", "http://127.0.0.1:1")])).ShouldBe($"{address}/ is well.\n");
    }

    [Fact]
    public async Task Health_OfAnExporterOnASocketOfTheFileSystem_IsWell()
    {
        var folder = Directory.CreateTempSubdirectory();
        var address = $"--urls=http://unix:{folder.FullName}/exporter.sock";
        await using (var exporter = ExporterHost.Build([DeadDatabase, address, "--Logging:LogLevel:Default=None"]))
        {
            await exporter.StartAsync(TestContext.Current.CancellationToken);
            (await CliRun.OfAsync("health", address)).Output.ShouldBe($"http://unix:{folder.FullName}/exporter.sock is well.\n");
        }
        (await CliRun.OfAsync("health", address)).ErrorLines.ShouldHaveSingleItem().ShouldContain("exporter.sock does not answer");
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Health_OfNoAddress_SaysHowToWriteOne()
    {
        var run = await CliRun.OfAsync("health", "--urls=foo");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldBe(["error: urls: has something that is not an address; write it like http://0.0.0.0:2113."]);
    }

    [Theory]
    [InlineData("--urls=http://192.0.2.1:0", "cannot listen")]
    public async Task Run_AddressOfAnotherMachine_SaysWhatToDo(string address, string says)
    {
        var run = await CliRun.OfAsync(DeadDatabase, address, "--Logging:LogLevel:Default=None");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain(says);
    }

    [Fact]
    public async Task Run_AddressInUse_SaysWhatToDo()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var run = await CliRun.OfAsync(DeadDatabase, $"--urls=http://{listener.LocalEndpoint}", "--Logging:LogLevel:Default=None");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("listen elsewhere with --urls");
    }
}
