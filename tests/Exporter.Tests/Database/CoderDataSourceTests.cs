using Exporter.Database;
using Exporter.Tests.Configuration;
using Exporter.Tests.Fixtures;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Database;

public sealed class CoderDataSourceTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("postgres://[::1]:1/coder", "Failed to connect to [::1]:1")]
    [InlineData("postgres://[::1]:1,127.0.0.1:2/coder", "Failed to connect to [::1]:1", "Failed to connect to 127.0.0.1:2")]
    [InlineData("postgres://127.0.0.1,[::1]/coder?port=1,2", "Failed to connect to 127.0.0.1:1", "Failed to connect to [::1]:2")]
    [InlineData("postgres://%2Fnowhere:7/coder", "Failed to connect to /nowhere/.s.PGSQL.7")]
    [InlineData("postgres:///coder?host=/here,/there&port=7", "Failed to connect to /here/.s.PGSQL.7", "Failed to connect to /there/.s.PGSQL.7")]
    public async Task Create_AddressesOfAUrl_AreWhereNpgsqlConnects(string url, params string[] attempts)
    {
        var options = ConfigurationText.ReadExactly("CODER_PG_CONNECTION_URL=" + url, "Database:ConnectTimeout=5s");
        await using var source = CoderDataSource.Create(options.Database);
        var failure = await Should.ThrowAsync<NpgsqlException>(async () => await source.OpenConnectionAsync(Cancellation));
        foreach (var attempt in attempts)
            failure.ToString().ShouldContain(attempt);
    }

    [Fact]
    public async Task Create_SeveralHosts_UsesTheOneThatAnswers()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var url = database.Url.Replace("@", "@127.0.0.1:1,", StringComparison.Ordinal) + "&target_session_attrs=prefer-standby";
        await using var source = CoderDataSource.Create(ConfigurationText.ReadExactly("CODER_PG_CONNECTION_URL=" + url).Database);
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        connection.Port.ShouldBe(postgres.Server.Port);
        connection.Database.ShouldBe(database.Name);
    }

    [Fact]
    public async Task Create_PasswordFile_IsReadForEachConnection()
    {
        var role = $"rotated_{Guid.NewGuid():N}";
        await postgres.Server.ExecuteAsync($"create role {role} login password 'a b '", ct: Cancellation);
        using var file = new TemporaryFile("a b \n");
        var options = ConfigurationText.ReadExactly(
            $"CODER_PG_CONNECTION_URL=postgres://{role}@127.0.0.1:{postgres.Server.Port}/postgres", "Database:PasswordFile=" + file.Path);
        await using var source = CoderDataSource.Create(options.Database);
        await using (await source.OpenConnectionAsync(Cancellation)) { }

        source.Clear();
        await postgres.Server.ExecuteAsync($"alter role {role} password 'next'", ct: Cancellation);
        await Should.ThrowAsync<PostgresException>(async () => await source.OpenConnectionAsync(Cancellation));
        await File.WriteAllTextAsync(file.Path, "next", Cancellation);
        await using (await source.OpenConnectionAsync(Cancellation)) { }
    }
}
