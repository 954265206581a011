using CsCheck;
using Exporter.Database;
using Npgsql;

namespace Exporter.Tests.Database;

public sealed class PostgresUrlTests
{
    [Theory]
    [InlineData("postgres://coder:pw@db.example:6432/coder?sslmode=disable", "Host=db.example;Port=6432;Username=coder;Password=pw;Database=coder;SSL Mode=Disable")]
    [InlineData("postgresql://db/coder", "Host=db;Port=5432;Database=coder")]
    [InlineData("POSTGRES://db", "Host=db;Port=5432")]
    [InlineData("postgres://", "Host=localhost;Port=5432")]
    [InlineData("postgres:///coder", "Host=localhost;Port=5432;Database=coder")]
    [InlineData("postgres://u%40corp:p%40s%2Fs%3A%25@db/my%20db", "Host=db;Port=5432;Username=u@corp;Password=p@s/s:%;Database=\"my db\"")]
    [InlineData("postgres://u:p@ss@db/coder", "Host=db;Port=5432;Username=u;Password=p@ss;Database=coder")]
    [InlineData("postgres://u:p:q@db/coder", "Host=db;Port=5432;Username=u;Password=p:q;Database=coder")]
    [InlineData("postgres://u:a+b@db/coder", "Host=db;Port=5432;Username=u;Password=a+b;Database=coder")]
    [InlineData("postgres://u:@db/coder", "Host=db;Port=5432;Username=u;Database=coder")]
    [InlineData("postgres://u:a;b'c%22d@db/coder", "Host=db;Port=5432;Username=u;Password=\"a;b'c\"\"d\";Database=coder")]
    [InlineData("postgres://[::1]/coder", "Host=::1;Port=5432;Database=coder")]
    [InlineData("postgres://u@[2001:db8::1]:6432/coder", "Host=2001:db8::1;Port=6432;Username=u;Database=coder")]
    [InlineData("postgres://a,b:6432/coder", "Host=\"a:5432,b:6432\";Database=coder")]
    [InlineData("postgres://[::1]:1,10.0.0.1/coder", "Host=\"[::1]:1,10.0.0.1:5432\";Database=coder")]
    [InlineData("postgres:///coder?host=a,b&port=1,2", "Host=\"a:1,b:2\";Database=coder")]
    [InlineData("postgres:///coder?host=a,b&port=7", "Host=\"a:7,b:7\";Database=coder")]
    [InlineData("postgres:///coder?host=/var/run/postgresql", "Host=/var/run/postgresql;Port=5432;Database=coder")]
    [InlineData("postgres://%2Fvar%2Frun%2Fpostgresql/coder", "Host=/var/run/postgresql;Port=5432;Database=coder")]
    [InlineData("postgres://db?user=me&password=a%26b&dbname=coder&port=1", "Host=db;Port=1;Username=me;Password=a&b;Database=coder")]
    [InlineData("postgres://db/coder?sslmode=allow", "Host=db;Port=5432;Database=coder;SSL Mode=Allow")]
    [InlineData("postgres://db/coder?sslmode=prefer", "Host=db;Port=5432;Database=coder;SSL Mode=Prefer")]
    [InlineData("postgres://db/coder?sslmode=require", "Host=db;Port=5432;Database=coder;SSL Mode=Require")]
    [InlineData("postgres://db/coder?sslmode=verify-ca&sslrootcert=/ca.pem", "Host=db;Port=5432;Database=coder;SSL Mode=VerifyCA;Root Certificate=/ca.pem")]
    [InlineData("postgres://db/coder?sslmode=verify-full&sslrootcert=system", "Host=db;Port=5432;Database=coder;SSL Mode=VerifyFull")]
    [InlineData("postgres://db/coder?sslcert=/c&sslkey=/k&sslpassword=s", "Host=db;Port=5432;Database=coder;SSL Certificate=/c;SSL Key=/k;SSL Password=s")]
    [InlineData("postgres://db/coder?connect_timeout=3&application_name=a+b", "Host=db;Port=5432;Database=coder;Timeout=3;Application Name=\"a b\"")]
    [InlineData("postgres://a,b/coder?target_session_attrs=prefer-standby", "Host=\"a:5432,b:5432\";Database=coder;Target Session Attributes=prefer-standby")]
    [InlineData("postgres://db/coder?search_path=coder&passfile=/p", "Host=db;Port=5432;Database=coder;Search Path=coder;Passfile=/p")]
    [InlineData("postgres://db/coder?", "Host=db;Port=5432;Database=coder")]
    public void TryParse_Url_IsWhatNpgsqlWrites(string url, string expected)
    {
        PostgresUrl.TryParse(url, out var connection, out var error).ShouldBeTrue(error);
        new NpgsqlConnectionStringBuilder(connection!.ConnectionString).EquivalentTo(new NpgsqlConnectionStringBuilder(expected))
            .ShouldBeTrue($"{connection.ConnectionString}\nnot\n{expected}");
    }

    [Theory]
    [InlineData("mysql://u:hunter2@db/coder", "must begin with postgres://")]
    [InlineData("postgres://u:hunter2@db:port/coder", "port that is not a number")]
    [InlineData("postgres://u:hunter2@db:0/coder", "port that is not a number")]
    [InlineData("postgres://u:hunter2@db:65536/coder", "port that is not a number")]
    [InlineData("postgres://u:hunter2@a,b,c/coder?port=1,2", "another number of ports")]
    [InlineData("postgres://u:hunter2@a:1/coder?port=2", "gives port twice")]
    [InlineData("postgres://u:hunter2@a/coder?password=hunter2", "gives password twice")]
    [InlineData("postgres://u:hunter2@[::1/coder", "closing bracket")]
    [InlineData("postgres://u:hunter2@::1/coder", "in brackets")]
    [InlineData("postgres://u:hunter2%@db/coder", "% in its password")]
    [InlineData("postgres://u:hunter2%zz@db/coder", "% in its password")]
    [InlineData("postgres://u:hunter2%00@db/coder", "zero byte in its password")]
    [InlineData("postgres://u:hunter2/x@db/coder", "%2F")]
    [InlineData("postgres://u:hunter2?x@db/coder", "%3F")]
    [InlineData("postgres://u:x?hunter2=1@db/coder", "%3F")]
    [InlineData("postgres://u:1?hunter2=1@db/coder", "%3F")]
    [InlineData("postgres://u:hunter2#x@db/coder", "%23")]
    [InlineData("postgres://u:hunter2@my db/coder", "host name that cannot be one")]
    [InlineData("postgres://u:hunter2@db/coder?sslmode=hunter2", "sslmode")]
    [InlineData("postgres://u:hunter2@db/coder?connect_timeout=hunter2", "connect_timeout")]
    [InlineData("postgres://u:hunter2@db/coder?connect_timeout=0", "connect_timeout")]
    [InlineData("postgres://u:hunter2@db/coder?target_session_attrs=hunter2", "target_session_attrs")]
    [InlineData("postgres://u:hunter2@db/coder?sslmod=disable", "did you mean 'sslmode'?")]
    [InlineData("postgres://u:hunter2@db/coder?binary_parameters=yes", "'binary_parameters'")]
    [InlineData("postgres://u:hunter2@db/coder?hunter2", "without a value")]
    [InlineData("postgres://u:hunter2@db/coder?Hunter2=x", "does not know")]
    public void TryParse_Mistake_SaysTheMendAndNoSecret(string url, string mend)
    {
        PostgresUrl.TryParse(url, out var connection, out var error).ShouldBeFalse();
        connection.ShouldBeNull();
        error.ShouldNotBeNull().ShouldContain(mend);
        error.ShouldNotContain("hunter2", Case.Insensitive);
    }

    [Fact]
    public void TryParse_AnyEncodedCredentials_AreReadBack() =>
        Gen.Select(Gen.String, Gen.String).Where(pair => !(pair.Item1 + pair.Item2).Any(letter => letter == '\0' || char.IsSurrogate(letter)))
            .Sample((user, password) =>
            {
                var url = $"postgres://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@db/coder";
                PostgresUrl.TryParse(url, out var connection, out _).ShouldBeTrue();
                var again = new NpgsqlConnectionStringBuilder(connection!.ConnectionString);
                (again.Username ?? "").ShouldBe(user);
                (again.Password ?? "").ShouldBe(password);
            });

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        Gen.String.Sample(text => PostgresUrl.TryParse("postgres://" + text, out var connection, out var error) ? connection is not null : error is { Length: > 0 });
}
