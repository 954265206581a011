using Exporter.Database;

namespace Exporter.Tests.Database;

public sealed class DatabaseTargetTests
{
    [Theory]
    [InlineData("postgres://u:hunter2@db:6432/coder", "database coder on db port 6432")]
    [InlineData("postgres://u:hunter2@a,b/coder", "database coder on a:5432,b:5432")]
    [InlineData("Host=db;Username=u;Password=hunter2;Database=coder", "database coder on db port 5432")]
    public void ToString_Always_LeavesCredentialsOut(string text, string expected)
    {
        DatabaseTarget.TryParse(text, out var target, out var error).ShouldBeTrue(error);
        target!.ToString().ShouldBe(expected);
        target.HasPassword.ShouldBeTrue();
        target.ToConnectionString().Password.ShouldBe("hunter2");
    }

    [Theory]
    [InlineData("Host=db;Password=\"a;b\";Database=coder", "a;b")]
    [InlineData("Server=db;User Id=u;Password='a\"b';Database=coder", "a\"b")]
    public void TryParse_NpgsqlString_KeepsQuotedPasswords(string text, string password)
    {
        DatabaseTarget.TryParse(text, out var target, out var error).ShouldBeTrue(error);
        target!.ToConnectionString().Password.ShouldBe(password);
        target.ToConnectionString().Host.ShouldBe("db");
    }

    [Theory]
    [InlineData("Host=db;Password=x;hunter2;Database=coder", "in double quotes")]
    [InlineData("Host=db;Password=x;hunter2=y;Database=coder", "in double quotes")]
    [InlineData("Host=db;Pasword=hunter2", "did you mean 'Password'?")]
    [InlineData("Host=db;Port=hunter2", "value for 'port'")]
    [InlineData("Host=db;SSL Mode=hunter2", "value for 'ssl mode'")]
    [InlineData("Password=hunter2;Database=coder", "names no host")]
    [InlineData("host=db user=u password=hunter2", "spaces between its parts")]
    [InlineData("Host=db;Password=hunter2;Root Certificate=/nowhere.pem", "names the file '/nowhere.pem', which does not exist")]
    [InlineData("postgres://u:hunter2@db/coder?passfile=/nowhere", "names the file '/nowhere', which does not exist")]
    [InlineData("Host=db;Password=hunter2;Minimum Pool Size=9;Maximum Pool Size=3", "do not go together")]
    [InlineData("postgres://u:hunter2@db/coder?target_session_attrs=standby", "one host")]
    [InlineData("hunter2", "not a connection string")]
    [InlineData("hunter2://x", "not a connection string")]
    [InlineData("mysql://u:hunter2@db", "must begin with postgres://")]
    public void TryParse_Mistake_SaysTheMendAndNoSecret(string text, string mend)
    {
        DatabaseTarget.TryParse(text, out _, out var error).ShouldBeFalse();
        error.ShouldNotBeNull().ShouldContain(mend, Case.Insensitive);
        error.ShouldNotContain("hunter2", Case.Insensitive);
    }
}
