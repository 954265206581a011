using System.Diagnostics;
using System.Globalization;
using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class SupervisorTests
{
    // The parent of the supervisor's pipe: says who it is, asks for a server, and would hold the pipe for ever.
    private const string Parent = """sh -c 'echo $$ >&2; echo init secret; echo start '"$0"'; exec sleep 600' | "$@" """;

    [Fact]
    public async Task Supervisor_ParentKilledWithoutNotice_StopsTheServerAndRemovesTheFolder()
    {
        var ct = TestContext.Current.CancellationToken;
        var port = PostgresServer.FreePort().ToString(CultureInfo.InvariantCulture);
        var settings = ServerArguments.From(new PostgresServerOptions(), statementStatistics: false);
        using var shell = Process.Start(new ProcessStartInfo(
            "sh", ["-c", Parent, port, .. Supervisor.Command(PostgresPrograms.Find(), settings)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var parent = Process.GetProcessById(Number(await shell.StandardError.ReadLineAsync(ct)));
        var folder = (await shell.StandardOutput.ReadLineAsync(ct))!.Split(' ')[1];
        (await shell.StandardOutput.ReadLineAsync(ct)).ShouldBe("ok");
        var server = Number((await shell.StandardOutput.ReadLineAsync(ct))!.Split(' ')[1]);
        Directory.Exists(folder).ShouldBeTrue();

        parent.Kill();
        await shell.WaitForExitAsync(ct);

        Directory.Exists(folder).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(server));
    }

    private static int Number(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);
}
