using System.Net;
using System.Text;
using Exporter.Tests.Fixtures;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace Exporter.Tests.Web.Access;

public sealed class AuthenticationTests
{
    private static readonly string Both = $"basic_auth_users:\n  {WebFolder.User}: {WebFolder.Hash}\nbearer_token_file: token\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Protected =>
    [
        "/", "/metrics", "/metrics/process", "/api/activity", "/api/v2/insights/daus", "/api/v2/templates", "/api/v2/deployment/stats",
        "/openapi/v1.json", "/style.css", "/icon.svg", "/nowhere", "/healthz/", "/healthzz", "/healthz/x", "//healthz", "/%2e%2e/healthz/metrics",
    ];

    [Theory, MemberData(nameof(Protected))]
    public async Task Request_WithoutLogin_IsRefused(string path)
    {
        using var folder = new WebFolder(Both);
        await using var exporter = await StartAsync(folder);
        using var response = await SendAsync(exporter, path, null);
        if (path == "/healthz/") // routing takes it for /healthz
        {
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            return;
        }
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.Select(scheme => scheme.Scheme).ShouldBe(["Basic", "Bearer"]);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync(Cancellation)).ShouldContain("\"title\":\"Unauthorized\",\"status\":401");
    }

    [Fact]
    public async Task Request_WithLogin_IsAnswered()
    {
        using var folder = new WebFolder(Both);
        await using var exporter = await StartAsync(folder);
        foreach (var login in new[] { Basic(WebFolder.User, WebFolder.Password), $"bearer {WebFolder.Token}", $"Bearer   {WebFolder.Token}" })
        {
            (await StatusAsync(exporter, "/metrics", login)).ShouldBe(HttpStatusCode.OK, login);
            (await StatusAsync(exporter, "/", login)).ShouldBe(HttpStatusCode.OK);
            (await StatusAsync(exporter, "/nowhere", login)).ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Basic AAAA")]
    [InlineData("Basic Og==")]
    [InlineData("Bearer")]
    [InlineData("Bearer a-token-that-nobody-guesse")]
    [InlineData("Bearer a-token-that-nobody-guesses2")]
    [InlineData("Digest username=\"prometheus\"")]
    [InlineData("a-token-that-nobody-guesses")]
    public async Task Request_WithAnyOtherLogin_IsRefused(string header)
    {
        using var folder = new WebFolder(Both);
        await using var exporter = await StartAsync(folder);
        (await StatusAsync(exporter, "/metrics", header)).ShouldBe(HttpStatusCode.Unauthorized);
        exporter.Logs.GetSnapshot().ShouldContain(record => record.Level == LogLevel.Warning && record.Message.StartsWith("A login from", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable)]
    [InlineData(true, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized)]
    public async Task Health_WithoutLogin_IsToldUnlessProtected(bool isProtected, HttpStatusCode healthz, HttpStatusCode readyz)
    {
        using var folder = new WebFolder(Both);
        await using var exporter = await StartAsync(folder, $"--Web:ProtectHealth={isProtected}");
        (await StatusAsync(exporter, "/healthz", null)).ShouldBe(healthz);
        (await StatusAsync(exporter, "/readyz", null)).ShouldBe(readyz);
        (await StatusAsync(exporter, "/readyz", $"Bearer {WebFolder.Token}")).ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Rotation_OfPasswordAndToken_NeedsNoRestart()
    {
        using var folder = new WebFolder(Both);
        await using var exporter = await StartAsync(folder);
        var (oldPassword, newPassword) = (Basic(WebFolder.User, WebFolder.Password), Basic(WebFolder.User, "another"));
        var (oldToken, newToken) = ($"Bearer {WebFolder.Token}", "Bearer another-token-of-some-length");
        (await StatusAsync(exporter, "/metrics", oldPassword)).ShouldBe(HttpStatusCode.OK);

        folder.Write("token", $"another-token-of-some-length\n{WebFolder.Token}\n"); // both, while scrapers change over
        exporter.Time.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(exporter, "/metrics", newToken)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(exporter, "/metrics", oldToken)).ShouldBe(HttpStatusCode.OK);

        folder.Write("token", "another-token-of-some-length\n");
        folder.Write("web.yml", $"basic_auth_users:\n  {WebFolder.User}: {WebFolder.HashOf("another")}\nbearer_token_file: token\n");
        exporter.Time.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(exporter, "/metrics", oldToken)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(exporter, "/metrics", oldPassword)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(exporter, "/metrics", newPassword)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(exporter, "/metrics", newToken)).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("web.yml", "basic_auth_users: [\n", "line 2: is not valid YAML")]
    [InlineData("web.yml", "", "is empty")]
    [InlineData("web.yml", "http_server_config:\n  http2: true\n", "Logins cannot be switched off")]
    [InlineData("web.yml", "tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\nbearer_token_file: token\n", "TLS cannot be switched on")]
    [InlineData("token", "", "the file is empty")]
    public async Task Rotation_ToWhatCannotBeUsed_KeepsTheOneBeforeAndSaysSoOnce(string file, string text, string reason)
    {
        using var folder = new WebFolder(Both);
        await using var exporter = await StartAsync(folder);
        folder.Write(file, text);
        for (var i = 0; i < 3; i++)
        {
            exporter.Time.Advance(TimeSpan.FromSeconds(1));
            (await StatusAsync(exporter, "/metrics", $"Bearer {WebFolder.Token}")).ShouldBe(HttpStatusCode.OK);
            (await StatusAsync(exporter, "/metrics", null)).ShouldBe(HttpStatusCode.Unauthorized);
        }
        var complaint = exporter.Logs.GetSnapshot().Where(record => record.Level == LogLevel.Error).ShouldHaveSingleItem().Message;
        complaint.ShouldContain(reason);
        complaint.ShouldNotContain(WebFolder.Token);

        folder.Write("web.yml", Both + "# mended\n");
        folder.Write("token", "another-token-of-some-length\n");
        exporter.Time.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(exporter, "/metrics", "Bearer another-token-of-some-length")).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>As Kubernetes mounts a secret: a link to a file in a folder that is a link, which alone changes.</summary>
    [Fact]
    public async Task Rotation_ByALinkAbove_IsSeen()
    {
        using var folder = new WebFolder("bearer_token_file: mounted\n");
        Directory.CreateDirectory(folder["v1"]);
        Directory.CreateDirectory(folder["v2"]);
        folder.Write("v1/token", "the-first-token-of-all");
        folder.Write("v2/token", "a-token-after-the-first");
        Directory.CreateSymbolicLink(folder["data"], "v1");
        File.CreateSymbolicLink(folder["mounted"], Path.Combine("data", "token"));
        await using var exporter = await StartAsync(folder);
        (await StatusAsync(exporter, "/metrics", "Bearer the-first-token-of-all")).ShouldBe(HttpStatusCode.OK);
        Directory.Delete(folder["data"]);
        Directory.CreateSymbolicLink(folder["data"], "v2");
        exporter.Time.Advance(TimeSpan.FromSeconds(1));
        (await StatusAsync(exporter, "/metrics", "Bearer a-token-after-the-first")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(exporter, "/metrics", "Bearer the-first-token-of-all")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Guessing_TooOften_IsStoppedForThatAddressAlone()
    {
        using var folder = new WebFolder(Both);
        await using var exporter = await StartAsync(folder, "--Web:FailedLogins=3");
        var (guesser, other) = (IPAddress.Parse("192.0.2.1"), IPAddress.Parse("192.0.2.2"));
        for (var i = 0; i < 3; i++)
            (await FromAsync(exporter, guesser, Basic(WebFolder.User, $"guess{i}"))).Response.StatusCode.ShouldBe(401);
        foreach (var login in new[] { Basic(WebFolder.User, "guess"), Basic(WebFolder.User, WebFolder.Password), $"Bearer {WebFolder.Token}" })
        {
            var stopped = (await FromAsync(exporter, guesser, login)).Response;
            stopped.StatusCode.ShouldBe(429);
            int.Parse(stopped.Headers.RetryAfter.ToString(), System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        }
        (await FromAsync(exporter, other, Basic(WebFolder.User, WebFolder.Password))).Response.StatusCode.ShouldBe(200);
        (await FromAsync(exporter, other, Basic(WebFolder.User, "guess"))).Response.StatusCode.ShouldBe(401);
    }

    /// <summary>Guesses that come at once are counted before they are looked at.</summary>
    [Fact]
    public async Task Guessing_AllAtOnce_IsStoppedAsWell()
    {
        using var folder = new WebFolder(Both);
        await using var exporter = await StartAsync(folder, "--Web:FailedLogins=3");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => StatusAsync(exporter, "/metrics", Basic(WebFolder.User, $"guess{i}"))));
        answers.Count(status => status == HttpStatusCode.Unauthorized).ShouldBeLessThanOrEqualTo(4); // one may come back meanwhile
        answers.Distinct().ShouldBe([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], ignoreOrder: true);
    }

    [Theory]
    [InlineData("2001:db8::1", "2001:db8::ffff:2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    public async Task Guessing_FromOneNetwork_IsOneGuesser(string first, string second, bool same)
    {
        using var folder = new WebFolder(Both);
        await using var exporter = await StartAsync(folder, "--Web:FailedLogins=1");
        (await FromAsync(exporter, IPAddress.Parse(first), "Bearer wrong")).Response.StatusCode.ShouldBe(401);
        (await FromAsync(exporter, IPAddress.Parse(second), "Bearer wrong")).Response.StatusCode.ShouldBe(same ? 429 : 401);
    }

    private static Task<TestExporter> StartAsync(WebFolder folder, params string[] settings) =>
        TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now), [folder.Setting, .. settings]);

    private static string Basic(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    private static async Task<HttpStatusCode> StatusAsync(TestExporter exporter, string path, string? authorization)
    {
        using var response = await SendAsync(exporter, path, authorization);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(TestExporter exporter, string path, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://localhost" + path));
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization).ShouldBeTrue();
        return await exporter.Http.SendAsync(request, Cancellation);
    }

    private static Task<HttpContext> FromAsync(TestExporter exporter, IPAddress address, string authorization) =>
        ((TestServer)exporter.Get<IServer>()).SendAsync(context =>
        {
            context.Connection.RemoteIpAddress = address;
            context.Request.Path = "/metrics";
            context.Request.Headers.Authorization = authorization;
        }, Cancellation);
}
