using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Exporter.Tests.Database;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Simulation;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>What happens to the exporter's own process, and what its clients do to it.</summary>
public sealed class ProcessFaultTests(PostgresFixture postgres)
{
    private const int Kills = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Exporter_KilledAtAnyPointOfLoading_StartsAnewAndLeavesNothing()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await SimulatedDeployment.FillAsync(database, new(Users: 50, Templates: 4, Days: 60, Rows: 60_000), TimeProvider.System.GetUtcNow(), ct: Cancellation);
        var dice = new Random(1);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var killed = await ExporterProcess.StartAsync("--CODER_PG_CONNECTION_URL", database.Url);
            // Nothing is waited for: the moment is the fault, and whichever it meets, what follows must hold.
            await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(400)), TimeProvider.System, Cancellation);
            await killed.KillAsync();
        }
        var start = TimeProvider.System.GetTimestamp();
        while (await ConnectionsAsync() > 0) TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience);

        await using var one = await ExporterProcess.StartAsync("--CODER_PG_CONNECTION_URL", database.Url);
        var page = await one.LoadedAsync();
        var users = await database.ScalarAsync("""
            select count(distinct user_id) from workspace_agent_stats
            where connection_count > 0 and (created_at at time zone 'UTC')::date = (now() at time zone 'UTC')::date
            """);
        page.ShouldContain($"coder_daily_active_users{{timezone=\"UTC\"}} {users}\n");
        (await ConnectionsAsync()).ShouldBeLessThanOrEqualTo(3);
        (await one.StopAsync()).ShouldBe(0);

        async Task<long> ConnectionsAsync() => (long)(await database.ScalarAsync(
            $"select count(*) from pg_stat_activity where usename = '{OwnStatements.Role}' and datname = current_database()"))!;
    }

    [Theory]
    [InlineData("check")]
    [InlineData("history", "--every", "1h")]
    public async Task Verb_WritingToAFullDisk_SaysSoAndFails(params string[] verb)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await SimulatedDeployment.FillAsync(database, new(Users: 10, Templates: 2, Days: 3, Rows: 1000), TimeProvider.System.GetUtcNow(), ct: Cancellation);
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/full", "sh", "dotnet", ExporterProcess.Program,
            .. verb, "--CODER_PG_CONNECTION_URL", database.Url])
        {
            RedirectStandardError = true,
        })!;
        var errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        process.ExitCode.ShouldNotBe(0);
        errors.ShouldStartWith("error: there is no room for what is written: ");
        errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Clients_ThatSendRubbishOrNeverRead_KeepNobodyWaiting()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.ListenAsync(database.Url, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        string[] rubbish =
        [
            "", "GET", "GET /metrics HTTP/1.1\r\nHost: x\r\n", "\0\u0001\u0002\r\n\r\n", "GET /metrics HTTP/9.9\r\n\r\n", "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n{",
            $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: x\r\n\r\n", $"GET /metrics HTTP/1.1\r\nHost: x\r\nX: {new string('b', 60_000)}\r\n\r\n",
            string.Concat(Enumerable.Repeat("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n", 200)), // asks for much, and reads nothing
            "\u0016\u0003\u0001 a TLS hello",
        ];
        List<TcpClient> clients = [];
        for (var i = 0; i < 100; i++)
        {
            var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", exporter.Http.BaseAddress!.Port, Cancellation);
            await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(rubbish[i % rubbish.Length]), Cancellation);
            clients.Add(client);
        }
        foreach (var path in (string[])["/metrics", "/", "/healthz", "/api/v2/deployment/stats"])
        {
            using var response = await exporter.Http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            response.IsSuccessStatusCode.ShouldBeTrue(path);
        }
        clients.ForEach(client => client.Dispose());
        exporter.Logs.GetSnapshot().ShouldNotContain(entry => entry.Level > Microsoft.Extensions.Logging.LogLevel.Warning);
    }
}
