using static Exporter.Tests.Configuration.ConfigurationText;

namespace Exporter.Tests.Configuration;

public sealed class DatabaseOptionsTests
{
    public const string NoDatabase =
        "no database is given. Set the environment variable CODER_PG_CONNECTION_URL to the URL that Coder's own server uses, like " +
        "postgres://USER:PASSWORD@HOST:5432/coder?sslmode=require, or set Database__ConnectionString to " +
        "\"Host=HOST;Username=USER;Password=PASSWORD;Database=coder\". To try the exporter without a database, run ./demo.sh.";

    private const string Secret = "s3cr3t";

    [Theory]
    [InlineData("CODER_PG_CONNECTION_URL=postgres://u:s3cr3t@db:6432/coder")]
    [InlineData("CODER_PG_CONNECTION_URL=Host=db;Port=6432;Username=u;Password=s3cr3t;Database=coder")]
    [InlineData("Database:ConnectionString=postgresql://u:s3cr3t@db:6432/coder")]
    [InlineData("Database:ConnectionString=Host=db;Port=6432;Username=u;Password=s3cr3t;Database=coder")]
    public void Read_EitherKeyInEitherForm_IsTheSameDatabase(string setting)
    {
        var target = ReadExactly(setting).Database.Target;
        target.ToString().ShouldBe("database coder on db port 6432");
        target.ToConnectionString().Password.ShouldBe(Secret);
    }

    [Fact]
    public void Read_NoDatabase_SaysHowToGiveOne() => MistakesExactly().ShouldBe(["CODER_PG_CONNECTION_URL: " + NoDatabase]);

    [Fact]
    public void Read_BothKeys_IsAMistake() => Mistakes("Database:ConnectionString=Host=db")
        .ShouldBe(["Database:ConnectionString: CODER_PG_CONNECTION_URL is also given; give one of the two."]);

    [Fact]
    public void Read_PasswordInBothPlaces_IsAMistake()
    {
        using var file = new TemporaryFile("secret\n");
        Mistakes("Database:PasswordFile=" + file.Path).ShouldBe(["Database:PasswordFile: a password is also in the connection; give it in one place."]);
    }

    [Fact]
    public void Read_PasswordFile_IsKept()
    {
        using var file = new TemporaryFile("secret\n");
        ReadExactly("CODER_PG_CONNECTION_URL=postgres://u@db", "Database:PasswordFile=" + file.Path).Database.PasswordFile.ShouldBe(file.Path);
    }

    [Theory]
    [InlineData("/no/such/file", "there is no file '/no/such/file'; give the path of a file that holds the password.")]
    [InlineData("/", "the file '/' cannot be read; let the exporter's user read it.")]
    [InlineData("/dev/null", "the file is empty; write the password into it.")]
    public void Read_PasswordFileOfNoUse_IsAMistake(string path, string mistake) =>
        MistakesExactly("CODER_PG_CONNECTION_URL=postgres://u@db", "Database:PasswordFile=" + path).ShouldBe(["Database:PasswordFile: " + mistake]);

    [Fact]
    public void Read_ConnectTimeoutInUrl_YieldsToTheSetting()
    {
        const string url = "CODER_PG_CONNECTION_URL=postgres://u@db?connect_timeout=9";
        ReadExactly(url).Database.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(9));
        ReadExactly(url, "Database:ConnectTimeout=3s").Database.ConnectTimeout.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public void ToString_OfAllOptions_HoldsNoSecret() =>
        ReadExactly("CODER_PG_CONNECTION_URL=postgres://u:s3cr3t@db?sslpassword=s3cr3t").ToString().ShouldNotContain(Secret);

    [Theory]
    [InlineData("postgres://u:s3cr3t@db:x/coder")]
    [InlineData("postgres://u:s3cr3t%@db/coder")]
    [InlineData("postgres://u:%73s3cr3t/@db/coder")]
    [InlineData("postgres://u:s3cr3t?@db/coder")]
    [InlineData("postgres://u:a?s3cr3t=@db/coder")]
    [InlineData("postgres://u:a&s3cr3t#@db/coder")]
    [InlineData("postgres://u:a@s3cr3t@[db/coder")]
    [InlineData("postgres://db?password=s3cr3t&password=s3cr3t")]
    [InlineData("postgres://db?pasword=s3cr3t")]
    [InlineData("postgres://db?sslmode=s3cr3t")]
    [InlineData("s3cr3t")]
    [InlineData("s3cr3t://x:s3cr3t@db")]
    [InlineData("Host=db;Password=a;s3cr3t")]
    [InlineData("Host=db;Password=a;s3cr3t=b;Database=coder")]
    [InlineData("Host=db;Password=s3cr3t;Target Session Attributes=standby")]
    [InlineData("Host=db;Password=s3cr3t;Minimum Pool Size=9;Maximum Pool Size=1")]
    [InlineData("Host=db;Timeout=s3cr3t")]
    [InlineData("Password=s3cr3t")]
    [InlineData("host=db password=s3cr3t")]
    public void Read_MistakenConnection_NeverShowsTheSecret(string connection)
    {
        var mistake = MistakesExactly("CODER_PG_CONNECTION_URL=" + connection).ShouldHaveSingleItem();
        mistake.ShouldNotContain(Secret, Case.Insensitive);
        mistake.ShouldNotContain('\n');
        mistake.ShouldStartWith("CODER_PG_CONNECTION_URL: ");
    }
}
