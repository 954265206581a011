using System.Net.Sockets;
using System.Security.Authentication;
using Exporter.Database;
using Exporter.Tests.Fixtures;
using Npgsql;
using Simulation;

namespace Exporter.Tests.Database;

public sealed class DatabaseFailureTests(PostgresFixture postgres)
{
    private const string Secret = "s3cr3t";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Password=s3cr3t", "password is wrong")]
    [InlineData("Password=", "wants a password")]
    [InlineData("Database=nowhere", "no database of that name")]
    [InlineData("Port=1", "nothing listens")]
    [InlineData("Host=nowhere.invalid", "host name cannot be found")]
    [InlineData("Host=/nowhere", "no socket")]
    [InlineData("Host=\"127.0.0.1:1,127.0.0.1:2\"", "nothing listens")]
    [InlineData("SSL Mode=Require", "TLS")]
    [InlineData("Passfile=/nowhere;Password=", "password file")]
    public async Task Describe_NoConnection_SaysWhatToMend(string change, string mend)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var failure = await FailureAsync($"{database.ConnectionString};{change}", "select 1");
        DatabaseFailure.Describe(failure).ShouldContain(mend);
        AssertHarmless(failure);
        if (!change.StartsWith("Passfile", StringComparison.Ordinal))
            DatabaseFailure.IsUnreachable(failure).ShouldBeTrue();
    }

    [Theory]
    [InlineData("nologin", "does not let this user in")]
    [InlineData("login connection limit 0", "no connection left")]
    public async Task Describe_RoleNotLetIn_SaysWhatToMend(string attributes, string mend)
    {
        var role = $"stranger_{Guid.NewGuid():N}";
        await postgres.Server.ExecuteAsync($"create role {role} password '{Secret}' {attributes}", ct: Cancellation);
        var failure = await FailureAsync(postgres.Server.ConnectionString(role, Secret, "postgres"), "select 1");
        DatabaseFailure.Describe(failure).ShouldContain(mend);
        DatabaseFailure.IsUnreachable(failure).ShouldBeTrue();
        AssertHarmless(failure);
    }

    [Theory]
    [InlineData("select pg_terminate_backend(pg_backend_pid())", "ended the connection", true)]
    [InlineData("set statement_timeout = 1; select pg_sleep(60)", "took too long", false)]
    [InlineData("select no_such_column from templates", "no_such_column", false)]
    [InlineData("select 1 from no_such_table", "no_such_table", false)]
    [InlineData("select 1 from pg_authid", "permission denied for table pg_authid", false)]
    [InlineData("select 1 / 0", "22012", false)]
    public async Task Describe_FailedQuery_SaysWhatToMend(string sql, string mend, bool unreachable)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        var failure = await FailureAsync(database.ConnectionString, sql);
        DatabaseFailure.Describe(failure).ShouldContain(mend);
        DatabaseFailure.IsUnreachable(failure).ShouldBe(unreachable);
        AssertHarmless(failure);
    }

    [Fact]
    public async Task Describe_LockedTable_SaysThatItWaited()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E1);
        await using var holder = await database.DataSource.OpenConnectionAsync(Cancellation);
        await using var transaction = await holder.BeginTransactionAsync(Cancellation);
        await using (var command = new NpgsqlCommand("lock table templates", holder, transaction))
            await command.ExecuteNonQueryAsync(Cancellation);

        var failure = await FailureAsync(database.ConnectionString, "set lock_timeout = 1; select 1 from templates");

        DatabaseFailure.Describe(failure).ShouldContain("waited too long for a lock");
        DatabaseFailure.IsUnreachable(failure).ShouldBeFalse();
    }

    public static TheoryData<Exception, string, bool> Failures => new()
    {
        { new PostgresException("the database system is starting up", "FATAL", "FATAL", "57P03"), "starting up or shutting down", true },
        { new PostgresException("no pg_hba.conf entry for host \"x\", no encryption", "FATAL", "FATAL", "28000"), "sslmode=require", true },
        { new NpgsqlException("x", new SocketException((int)SocketError.TimedOut)), "does not answer", true },
        { new NpgsqlException("x", new SocketException((int)SocketError.NetworkUnreachable)), "no way to that host", true },
        { new NpgsqlException("x", new AuthenticationException("s3cr3t")), "certificate is not trusted", true },
        { new NpgsqlException("x", new TimeoutException()), "did not answer in time", true },
        { new NpgsqlException("x", new EndOfStreamException()), "broke off", true },
        { new NpgsqlException("No suitable host was found."), "target_session_attrs", true },
        { new NpgsqlException("two\nlines"), "two lines", true },
        { new TaskCanceledException(), "did not answer in time", true },
        { new OperationCanceledException("x", new PostgresException("canceling statement", "ERROR", "ERROR", "57014")), "took too long", false },
        { new AggregateException(new ArgumentException("s3cr3t"), new SocketException((int)SocketError.ConnectionRefused)), "nothing listens", true },
        { new ArgumentException("Password=s3cr3t"), "unexpected failure (ArgumentException)", false },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public void Describe_AnyFailure_SaysWhatToMend(Exception failure, string mend, bool unreachable)
    {
        DatabaseFailure.Describe(failure).ShouldContain(mend);
        DatabaseFailure.IsUnreachable(failure).ShouldBe(unreachable);
        AssertHarmless(failure);
    }

    private static void AssertHarmless(Exception failure)
    {
        DatabaseFailure.Describe(failure).ShouldNotContain(Secret);
        DatabaseFailure.Describe(failure).ShouldNotContain('\n');
    }

    private static async Task<Exception> FailureAsync(string connectionString, string sql)
    {
        var builder = new NpgsqlSlimDataSourceBuilder(connectionString + ";Pooling=false");
        builder.EnableTransportSecurity();
        await using var source = builder.Build();
        return await Should.ThrowAsync<Exception>(async () =>
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync(Cancellation);
        });
    }
}
