using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Exporter.Tests.Cli;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Web.Access;

/// <summary>TLS on a real port.</summary>
public sealed class TlsTests
{
    private const string Tls = "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n";
    private const string Mutual = Tls + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: client_ca.crt\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "2.0")]
    [InlineData("http_server_config:\n  http2: false\n", "1.1")]
    public async Task Request_OverTls_SpeaksTheNewestHttpAllowed(string more, string version)
    {
        using var folder = new WebFolder(Tls + more);
        await using var exporter = await ListenAsync(folder);
        using var http = folder.Client(Address(exporter));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        using var response = await http.SendAsync(request, Cancellation);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Version.ShouldBe(Version.Parse(version));
    }

    [Fact]
    public async Task Request_WithoutTls_IsNotAnswered()
    {
        using var folder = new WebFolder(Tls);
        await using var exporter = await ListenAsync(folder);
        exporter.Http.BaseAddress!.Scheme.ShouldBe("https");
        using var http = new HttpClient();
        await Should.ThrowAsync<HttpRequestException>(http.GetAsync(new Uri($"http://127.0.0.1:{exporter.Http.BaseAddress.Port}/metrics"), Cancellation));
    }

    /// <summary>The greeting of a client that knows no more than this version, byte by byte: a client of today's would not send that of TLS 1.1.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Handshake_ByVersion_IsRefusedBelow12(byte minor, bool accepted)
    {
        using var folder = new WebFolder(Tls);
        await using var exporter = await ListenAsync(folder);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, exporter.Http.BaseAddress!.Port, Cancellation);
        byte[] hello =
        [
            3, minor, .. Enumerable.Repeat((byte)7, 32), 0, // version, random, no session
            0, 8, 0xC0, 0x2B, 0xC0, 0x2F, 0xC0, 0x09, 0xC0, 0x14, 1, 0, // suites with ECDSA and RSA, no compression
            0, 34, 0, 10, 0, 6, 0, 4, 0, 0x17, 0, 0x1D, 0, 11, 0, 2, 1, 0, 0, 13, 0, 14, 0, 12, 4, 3, 4, 1, 5, 3, 5, 1, 2, 3, 2, 1,
        ];
        byte[] record = [22, 3, 1, 0, (byte)(hello.Length + 4), 1, 0, 0, (byte)hello.Length, .. hello];
        await client.GetStream().WriteAsync(record, Cancellation);
        var answer = new byte[1];
        var read = await client.GetStream().ReadAsync(answer, Cancellation);
        (read == 1 && answer[0] == 22).ShouldBe(accepted, $"{read} byte, {answer[0]}");
    }

    [Theory]
    [InlineData("  min_version: TLS13\n", SslProtocols.Tls12, false)]
    [InlineData("  min_version: TLS13\n", SslProtocols.Tls13, true)]
    [InlineData("  max_version: TLS12\n", SslProtocols.Tls13, false)]
    [InlineData("  max_version: TLS12\n", SslProtocols.Tls12, true)]
    public async Task Handshake_OutsideOfTheVersionsConfigured_IsRefused(string versions, SslProtocols client, bool accepted)
    {
        using var folder = new WebFolder(Tls + versions);
        await using var exporter = await ListenAsync(folder);
        using var http = folder.Client(Address(exporter), change: handler => handler.SslOptions.EnabledSslProtocols = client);
        (await IsAnsweredAsync(http)).ShouldBe(accepted);
    }

    [Fact]
    public async Task Handshake_WithSuitesConfigured_TakesOneOfThem()
    {
        using var folder = new WebFolder(Tls + "  max_version: TLS12\n  cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]\n");
        await using var exporter = await ListenAsync(folder);
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, exporter.Http.BaseAddress!.Port, Cancellation);
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", CertificateChainPolicy = folder.Authority.Trust() }, Cancellation);
        tls.NegotiatedCipherSuite.ShouldBe(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, "not the strongest, which it would be by itself");
    }

    [Fact]
    public async Task Rotation_OfTheCertificate_NeedsNoRestart()
    {
        using var folder = new WebFolder(Tls);
        await using var exporter = await ListenAsync(folder);
        (await SubjectAsync(folder, exporter)).ShouldBe("CN=server");

        folder.Write("server.crt", "half written");
        exporter.Time.Advance(TimeSpan.FromSeconds(1));
        (await SubjectAsync(folder, exporter)).ShouldBe("CN=server");

        folder.WriteServer("renewed");
        exporter.Time.Advance(TimeSpan.FromSeconds(1));
        (await SubjectAsync(folder, exporter)).ShouldBe("CN=renewed");
    }

    [Theory]
    [InlineData("", "CN=anybody", true)]
    [InlineData("", null, false)]
    [InlineData("", "a stranger", false)]
    [InlineData("  client_allowed_sans: [prometheus.example.com]\n", "CN=anybody", false)]
    [InlineData("  client_allowed_sans: [127.0.0.2, 127.0.0.1]\n", "CN=anybody", true)]
    [InlineData("  client_allowed_sans: [prometheus.example.com]\n", "prometheus.example.com", true)]
    [InlineData("  client_allowed_sans: ['spiffe://example.com/prometheus']\n", "spiffe://example.com/prometheus", true)]
    [InlineData("  client_allowed_sans: [ops@example.com]\n", "ops@example.com", true)]
    public async Task Client_ByItsCertificate_IsLetInOrNot(string names, string? shown, bool accepted)
    {
        using var folder = new WebFolder(Mutual + names);
        using var strangers = new TestAuthority();
        await using var exporter = await ListenAsync(folder);
        using var certificate = shown is null ? null : (shown == "a stranger" ? strangers : folder.Authority).IssueForClient("client", alternatives =>
        {
            if (shown.Contains("://", StringComparison.Ordinal)) alternatives.AddUri(new(shown));
            else if (shown.Contains('@', StringComparison.Ordinal)) alternatives.AddEmailAddress(shown);
            else if (!shown.Contains('=', StringComparison.Ordinal) && !shown.Contains(' ', StringComparison.Ordinal)) alternatives.AddDnsName(shown);
        });
        using var http = folder.Client(Address(exporter), certificate);
        (await IsAnsweredAsync(http)).ShouldBe(accepted);
    }

    [Theory]
    [InlineData("RequestClientCert", true, true)]
    [InlineData("RequireAnyClientCert", false, true)]
    [InlineData("VerifyClientCertIfGiven\n  client_ca_file: client_ca.crt", true, false)]
    public async Task Client_ByType_NeedsACertificateOrATrustedOne(string type, bool without, bool stranger)
    {
        using var folder = new WebFolder($"{Tls}  client_auth_type: {type}\n");
        using var strangers = new TestAuthority();
        await using var exporter = await ListenAsync(folder);
        using var certificate = strangers.IssueForClient("stranger");
        using var bare = folder.Client(Address(exporter));
        using var strange = folder.Client(Address(exporter), certificate);
        (await IsAnsweredAsync(bare)).ShouldBe(without);
        (await IsAnsweredAsync(strange)).ShouldBe(stranger);
    }

    /// <summary>A file that is half written must not open the door.</summary>
    [Theory]
    [InlineData(Tls)]
    [InlineData(Tls + "  client_auth_type: RequestClientCert\n")]
    [InlineData(Tls + "  client_auth_type: VerifyClientCertIfGiven\n  client_ca_file: client_ca.crt\n")]
    [InlineData(Tls + "  client_auth_type: RequireAnyClientCert\n")]
    public async Task Rotation_ToLessThanWasAskedOfClients_IsRefused(string less)
    {
        using var folder = new WebFolder(Mutual);
        using var strangers = new TestAuthority();
        await using var exporter = await ListenAsync(folder);
        folder.Write("web.yml", less);
        exporter.Time.Advance(TimeSpan.FromSeconds(1));
        using var known = folder.Authority.IssueForClient("client");
        using var stranger = strangers.IssueForClient("stranger");
        using var bare = folder.Client(Address(exporter));
        using var strange = folder.Client(Address(exporter), stranger);
        using var welcome = folder.Client(Address(exporter), known);
        (await IsAnsweredAsync(bare)).ShouldBeFalse();
        (await IsAnsweredAsync(strange)).ShouldBeFalse();
        (await IsAnsweredAsync(welcome)).ShouldBeTrue();
        exporter.Logs.GetSnapshot().ShouldContain(record => record.Message.Contains("Less cannot be asked of clients' certificates", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Tls)]
    [InlineData(Mutual)]
    [InlineData("bearer_token_file: token\n")]
    [InlineData(Tls + "bearer_token_file: token\n", "--Web:ProtectHealth=true")]
    public async Task Health_OfAnExporterWithAccessControl_IsWell(string config, params string[] settings)
    {
        using var folder = new WebFolder(config);
        await using var exporter = await ListenAsync(folder, settings);
        var scheme = exporter.Http.BaseAddress!.Scheme;
        folder.Write("web.yml", "broken: ["); // the exporter goes on with what it has, and so it must look
        var run = await CliRun.OfAsync("health", $"--urls=http://0.0.0.0:{exporter.Http.BaseAddress.Port}", folder.Setting);
        run.Errors.ShouldBeEmpty();
        run.Output.ShouldBe($"{scheme}://127.0.0.1:{exporter.Http.BaseAddress.Port}/ is well.\n");
    }

    [Fact]
    public async Task Health_WhereNothingRuns_IsNotWell()
    {
        using var folder = new WebFolder(Tls);
        var run = await CliRun.OfAsync("health", "--urls=http://127.0.0.1:1", folder.Setting);
        run.ErrorLines.ShouldHaveSingleItem().ShouldContain("http://127.0.0.1:1/ does not answer");
    }

    private static Task<TestExporter> ListenAsync(WebFolder folder, params string[] settings) =>
        TestExporter.ListenAsync(TestExporter.Nowhere, new(FixedDeployment.Now), [folder.Setting, .. settings]);

    private static Uri Address(TestExporter exporter) => exporter.Http.BaseAddress!;

    private static async Task<bool> IsAnsweredAsync(HttpClient http)
    {
        try
        {
            using var response = await http.GetAsync("/healthz", Cancellation);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Whose certificate a new connection is shown.</summary>
    private static async Task<string> SubjectAsync(WebFolder folder, TestExporter exporter)
    {
        var subject = "";
        using var http = folder.Client(Address(exporter), change: handler => handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, errors) =>
        {
            subject = ((X509Certificate2)shown!).Subject;
            return errors == SslPolicyErrors.None;
        });
        (await IsAnsweredAsync(http)).ShouldBeTrue();
        return subject;
    }
}
