using Exporter.Database;
using Exporter.Tests.Database;
using Npgsql;

namespace Exporter.Tests.Faults;

/// <summary>What PostgreSQL does to those who use it. That it stops, crashes, is killed or frozen is in OutageTests.</summary>
public sealed class ServerFaultTests(FaultServer fault) : IClassFixture<FaultServer>
{
    private const string Role = OwnStatements.Role;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_Restarted_IsUsedAgain()
    {
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server);
        await deployment.SufferAsync(new(() => fault.Server.StopAsync(), fault.Server.StartAgainAsync, "nothing listens"));
    }

    [Theory]
    [InlineData("alter role ROLE password 'another'", "alter role ROLE password 'PASSWORD'", "the user name or the password is wrong")]
    [InlineData("alter role ROLE valid until '2000-01-01'", "alter role ROLE valid until 'infinity'", "the user name or the password is wrong")]
    [InlineData("alter role ROLE nologin", "alter role ROLE login", "the server does not let this user in")]
    [InlineData("alter role ROLE connection limit 0", "alter role ROLE connection limit -1", "the server has no connection left")]
    [InlineData("revoke connect on database NAME from public", "grant connect on database NAME to public", "grant it connect")]
    [InlineData("alter database NAME allow_connections false", "alter database NAME allow_connections true", "55000")]
    public async Task Server_ThatRefusesTheRole_IsSaidWhy(string begin, string end, string reason)
    {
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server);
        string Sql(string text) => text.Replace("ROLE", Role, StringComparison.Ordinal).Replace("NAME", deployment.Database.Name, StringComparison.Ordinal)
            .Replace("PASSWORD", fault.Server.ExporterPassword, StringComparison.Ordinal);
        await deployment.SufferAsync(new(() => fault.ChangeAsync(Sql(begin)), () => fault.Server.ExecuteAsync(Sql(end)), reason));
    }

    [Fact]
    public async Task Server_WithoutALineForUsInItsHostFile_IsSaidWhy()
    {
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server);
        var file = Path.Combine(fault.Server.Folder, "data", "pg_hba.conf");
        var hosts = await File.ReadAllTextAsync(file, Cancellation);
        await deployment.SufferAsync(new(
            async () =>
            {
                await File.WriteAllTextAsync(file, "host all postgres,coder samehost scram-sha-256\n", Cancellation);
                await fault.Server.ExecuteAsync("select pg_reload_conf()", ct: Cancellation);
                while (await LetsInAsync(deployment.Database.Url)) { } // it reads the file when it gets to it
                await fault.CutSessionsAsync();
            },
            async () =>
            {
                await File.WriteAllTextAsync(file, hosts, Cancellation);
                await fault.Server.ExecuteAsync("select pg_reload_conf()", ct: Cancellation);
            },
            "add a line for this host to its pg_hba.conf"));
    }

    [Fact]
    public async Task Password_ChangedOnTheServerAndInItsFile_IsUsedWithoutARestart()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, fault.Server.ExporterPassword, Cancellation);
        await using var deployment = await FaultyDeployment.StartAsync(
            fault.Server, database => database.Url.Replace($":{fault.Server.ExporterPassword}", "", StringComparison.Ordinal), "--Database:PasswordFile=" + file);
        await deployment.SufferAsync(new(
            () => fault.ChangeAsync($"alter role {Role} password 'rotated'"),
            () => File.WriteAllTextAsync(file, "rotated\n", Cancellation),
            "correct it in the URL or in the password file"));
        await fault.Server.ExecuteAsync($"alter role {Role} password '{fault.Server.ExporterPassword}'");
        File.Delete(file);
    }

    [Fact]
    public async Task Server_WithoutRoomForTemporaryFiles_FailsOnlyWhatNeedsThem()
    {
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server);
        await deployment.SufferAsync(new(
            async () =>
            {
                await deployment.Database.ExecuteAsync($"""
                    alter table workspaces rename to small;
                    create view workspaces as select small.* from small, (select count(distinct n) from generate_series(1, 2000000) as n) as large;
                    grant select on workspaces to {Role}
                    """, Cancellation);
                await fault.ChangeAsync($"alter role {Role} set temp_file_limit = 0");
            },
            async () =>
            {
                await deployment.Database.ExecuteAsync("drop view workspaces; alter table small rename to workspaces", Cancellation);
                await fault.ChangeAsync($"alter role {Role} reset temp_file_limit");
            },
            "the server has no room for what a query sorts", Unreachable: false));
    }

    [Fact]
    public async Task Table_LockedExclusively_HoldsUpOnlyWhatReadsIt_AndTakesNoConnectionMore()
    {
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server);
        await using var upgrade = new NpgsqlConnection(deployment.Database.ConnectionString + ";Pooling=false");
        await upgrade.OpenAsync(Cancellation);
        await deployment.SufferAsync(new(
            async () =>
            {
                await ExecuteAsync("begin; lock table workspace_builds in access exclusive mode");
                var scrapes = Task.WhenAll(Enumerable.Range(0, 50).Select(_ => deployment.Exporter.GetAsync("/metrics")));
                (await deployment.ConnectionsAsync()).ShouldBeLessThanOrEqualTo(3);
                (await scrapes).ShouldAllBe(scrape => scrape.IsSuccessStatusCode);
                (await deployment.ConnectionsAsync()).ShouldBeLessThanOrEqualTo(3);
            },
            () => ExecuteAsync("rollback"),
            "waited too long for a lock", Unreachable: false));

        async Task ExecuteAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, upgrade);
            await command.ExecuteNonQueryAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Query_ThatTakesTooLong_IsEndedByTheServer()
    {
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server);
        await deployment.SufferAsync(new(
            () => deployment.Database.ExecuteAsync($"""
                alter table workspaces rename to fast;
                create view workspaces as select fast.* from fast, (select pg_sleep(60)) as slowly;
                grant select on workspaces to {Role}
                """, Cancellation),
            () => deployment.Database.ExecuteAsync("drop view workspaces; alter table fast rename to workspaces", Cancellation),
            "a query took too long and was cancelled", Unreachable: false));
        (await deployment.ConnectionsAsync()).ShouldBeLessThanOrEqualTo(3);
    }

    [Fact]
    public async Task Session_OfTheExporter_IsNamedAndLimited()
    {
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server);
        await using var upgrade = await deployment.Database.DataSource.OpenConnectionAsync(Cancellation);
        await using var transaction = await upgrade.BeginTransactionAsync(Cancellation);
        await using (var command = new NpgsqlCommand("lock table workspaces in access exclusive mode", upgrade, transaction))
            await command.ExecuteNonQueryAsync(Cancellation);
        await deployment.Exporter.UntilAsync(() => deployment.Exporter.Areas.Any(area => area.Last is { Success: false }));

        await using var look = new NpgsqlCommand(
            $"select application_name, count(*) over () from pg_stat_activity where usename = '{Role}' and datname = current_database()", upgrade, transaction);
        await using var reader = await look.ExecuteReaderAsync(Cancellation);
        while (await reader.ReadAsync(Cancellation))
        {
            reader.GetString(0).ShouldBe("coder-exporter");
            reader.GetInt64(1).ShouldBeLessThanOrEqualTo(3);
        }
    }

    private static async Task<bool> LetsInAsync(string url)
    {
        DatabaseTarget.TryParse(url, out var target, out _).ShouldBeTrue();
        await using var connection = new NpgsqlConnection(target!.ToConnectionString().ConnectionString + ";Pooling=false");
        try
        {
            await connection.OpenAsync(Cancellation);
            return true;
        }
        catch (PostgresException)
        {
            return false;
        }
    }
}
