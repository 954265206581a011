using System.Diagnostics;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Simulation;

public sealed class PostgresServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_Defaults_ServesLoopbackInAnUnusualTimeZone()
    {
        await using var server = await PostgresServer.StartAsync(ct: Ct);

        server.Host.ShouldBe("127.0.0.1");
        (await ScalarAsync(server.SuperuserConnectionString, "show timezone")).ShouldBe("America/St_Johns");
        (await ScalarAsync(server.SuperuserConnectionString, "show data_directory")).ShouldBe(server.Folder + "/data");
    }

    [Fact]
    public async Task StartAsync_OwnSettings_WinOverTheDefaults()
    {
        var options = new PostgresServerOptions
        {
            TimeZone = "Asia/Kathmandu",
            StatementStatistics = false,
            Settings = new Dictionary<string, string> { ["max_connections"] = "7", ["search_path"] = "\"a b\", public" },
        };
        await using var server = await PostgresServer.StartAsync(options, Ct);

        (await ScalarAsync(server.SuperuserConnectionString, "show timezone")).ShouldBe("Asia/Kathmandu");
        (await ScalarAsync(server.SuperuserConnectionString, "show max_connections")).ShouldBe("7");
        (await ScalarAsync(server.SuperuserConnectionString, "show shared_preload_libraries")).ShouldBe("");
    }

    /// <summary>By default nobody but this machine; if asked, the role of Coder's server from this machine's networks, never the superuser.</summary>
    [Theory]
    [InlineData(false, "127.0.0.1", "")]
    [InlineData(true, "*", "coder samenet scram-sha-256")]
    public async Task StartAsync_OpenToNetworks_AdmitsTheRoleCoderWithItsPassword(bool open, string listens, string admitted)
    {
        await using var server = await PostgresServer.StartAsync(new PostgresServerOptions { OpenToNetworks = open }, Ct);

        (await ScalarAsync(server.SuperuserConnectionString, "show listen_addresses")).ShouldBe(listens);
        (await ScalarAsync(
            server.SuperuserConnectionString,
            """
            select coalesce(string_agg(concat_ws(' ', array_to_string(user_name, ' '), address, auth_method), '; '), '') from pg_hba_file_rules
            where address not in ('127.0.0.1', '::1') or error is not null
            """)).ShouldBe(admitted);
    }

    [Fact]
    public async Task StartAsync_PortInUse_SaysSo()
    {
        await using var first = await PostgresServer.StartAsync(ct: Ct);

        var failure = await Should.ThrowAsync<InvalidOperationException>(
            () => PostgresServer.StartAsync(new PostgresServerOptions { Port = first.Port }, Ct));

        failure.Message.ShouldContain("Address already in use");
    }

    [Fact]
    public async Task StopKillFreeze_EachUndone_KeepPortAndData()
    {
        await using var server = await PostgresServer.StartAsync(ct: Ct);
        await server.ExecuteAsync("create table kept as select 42 as answer", ct: Ct);
        var (port, firstProcess) = (server.Port, server.ProcessId);
        var lookup = server.SuperuserConnectionString + ";Pooling=false;Timeout=1;Command Timeout=1";

        await server.StopAsync();
        (await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync(lookup, "select answer from kept"))).IsTransient.ShouldBeTrue();
        await server.StartAgainAsync();
        (await ScalarAsync(lookup, "select answer from kept")).ShouldBe(42);

        await server.KillAsync();
        await Should.ThrowAsync<NpgsqlException>(() => ScalarAsync(lookup, "select answer from kept"));
        await server.StartAgainAsync();
        (await ScalarAsync(lookup, "select answer from kept")).ShouldBe(42);

        await server.FreezeAsync();
        await Should.ThrowAsync<Exception>(() => ScalarAsync(lookup, "select answer from kept"));
        await server.ThawAsync();
        (await ScalarAsync(lookup, "select answer from kept")).ShouldBe(42);

        server.Port.ShouldBe(port);
        server.ProcessId.ShouldNotBe(firstProcess);
    }

    [Theory]
    [InlineData("running")]
    [InlineData("frozen")]
    [InlineData("killed")]
    [InlineData("stopped")]
    public async Task DisposeAsync_WhateverTheState_LeavesNothing(string state)
    {
        var server = await PostgresServer.StartAsync(ct: Ct);
        Task change = state switch
        {
            "frozen" => server.FreezeAsync(),
            "killed" => server.KillAsync(),
            "stopped" => server.StopAsync(StopMode.Immediate),
            _ => Task.CompletedTask,
        };
        await change;

        await server.DisposeAsync();

        Directory.Exists(server.Folder).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => Process.GetProcessById(server.ProcessId));
    }

    [Fact]
    public async Task CreateDatabaseAsync_WrongPassword_IsRefused()
    {
        await using var server = await PostgresServer.StartAsync(ct: Ct);
        await using var database = await server.CreateDatabaseAsync(Era.E1, ct: Ct);
        (await ScalarAsync(database.ConnectionString, "select current_user")).ShouldBe("coder");

        var wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = "wrong" }.ConnectionString;

        var refusal = await Should.ThrowAsync<PostgresException>(() => ScalarAsync(wrong, "select 1"));
        refusal.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
    }

    private static async Task<object?> ScalarAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Ct);
    }
}
