using System.Globalization;
using Exporter.Tests.Cli;
using Exporter.Tests.Database;

namespace Exporter.Tests.Faults;

/// <summary>Every sslmode and what comes with it, against a server that has TLS.</summary>
public sealed class DatabaseTlsTests(TlsServer tls) : IClassFixture<TlsServer>
{
    [Theory]
    [InlineData("localhost", "sslmode=require")]
    [InlineData("127.0.0.1", "sslmode=prefer")]
    [InlineData("127.0.0.1", "sslmode=verify-ca&sslrootcert=AUTHORITY")] // whatever it is called
    [InlineData("localhost", "sslmode=verify-full&sslrootcert=AUTHORITY")]
    public async Task Check_OverTls_IsLetIn(string host, string parameters) => await ShouldBeLetInAsync(Url(OwnStatements.Role, host, parameters));

    [Theory]
    [InlineData("localhost", "sslmode=disable", "the server takes no unencrypted connection from here")]
    [InlineData("localhost", "sslmode=verify-ca&sslrootcert=OTHER", "the server's TLS certificate is not trusted")]
    [InlineData("localhost", "sslmode=verify-full&sslrootcert=OTHER", "the server's TLS certificate is not trusted")]
    [InlineData("localhost", "sslmode=verify-full", "the server's TLS certificate is not trusted")] // by no authority of the system's
    [InlineData("127.0.0.1", "sslmode=verify-full&sslrootcert=AUTHORITY", "the host name that is in it")] // it is called localhost
    public async Task Check_OfAServerThatItCannotTrust_IsRefused(string host, string parameters, string reason)
    {
        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=" + Url(OwnStatements.Role, host, parameters));
        (run.ExitCode, run.ErrorLines.Length).ShouldBe((2, 1), run.Errors);
        run.Errors.ShouldContain(reason);
        run.Errors.ShouldNotContain(tls.Server.ExporterPassword);
    }

    [Fact]
    public async Task Check_WithAClientCertificate_NeedsNoPassword()
    {
        var (certificate, key) = tls.Client("certified");
        var url = Url("certified", "localhost", "sslmode=verify-full&sslrootcert=AUTHORITY");
        await ShouldBeLetInAsync($"{url}&sslcert={certificate}&sslkey={key}");

        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=" + url);
        (run.ExitCode, run.ErrorLines.Length).ShouldBe((2, 1), run.Errors);
        (certificate, key) = tls.Client("somebody");
        run = await CliRun.OfAsync("check", $"--CODER_PG_CONNECTION_URL={url}&sslcert={certificate}&sslkey={key}");
        (run.ExitCode, run.ErrorLines.Length).ShouldBe((2, 1), run.Errors);
    }

    private static async Task ShouldBeLetInAsync(string url)
    {
        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=" + url);
        run.Errors.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0);
    }

    private string Url(string role, string host, string parameters)
    {
        var password = role == OwnStatements.Role ? ":" + tls.Server.ExporterPassword : "";
        return string.Create(CultureInfo.InvariantCulture, $"postgres://{role}{password}@{host}:{tls.Server.Port}/{tls.Database.Name}?{parameters}")
            .Replace("AUTHORITY", tls.Authority, StringComparison.Ordinal).Replace("OTHER", tls.OtherAuthority, StringComparison.Ordinal);
    }
}
