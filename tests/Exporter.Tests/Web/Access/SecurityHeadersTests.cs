using System.Net;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Web.Access;

public sealed class SecurityHeadersTests
{
    private const string Csp = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", HttpStatusCode.OK, "no-cache")]
    [InlineData("/style.css", HttpStatusCode.OK, "no-cache")]
    [InlineData("/metrics", HttpStatusCode.OK, "no-store")]
    [InlineData("/api/v2/insights/daus", HttpStatusCode.ServiceUnavailable, "no-store")]
    [InlineData("/nowhere", HttpStatusCode.NotFound, "no-store")]
    [InlineData("/readyz", HttpStatusCode.ServiceUnavailable, "no-store")]
    public async Task Answer_OfAnyKind_HasThem(string path, HttpStatusCode status, string cache)
    {
        await using var exporter = await TestExporter.ListenAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        using var response = await exporter.Http.GetAsync(path, Cancellation);
        response.StatusCode.ShouldBe(status);
        Value(response, "Content-Security-Policy").ShouldBe(Csp);
        Value(response, "X-Content-Type-Options").ShouldBe("nosniff");
        Value(response, "X-Frame-Options").ShouldBe("deny");
        Value(response, "Referrer-Policy").ShouldBe("no-referrer");
        Value(response, "Cross-Origin-Resource-Policy").ShouldBe("same-origin");
        Value(response, "Cache-Control").ShouldBe(cache);
        Value(response, "Server").ShouldBeNull();
        Value(response, "Strict-Transport-Security").ShouldBeNull();
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("tls_server_config:\n  cert_file: server.crt\n  key_file: server.key\n", "max-age=60")]
    public async Task Answer_WithHeadersConfigured_HasThoseInstead(string tls, string? hsts)
    {
        using var folder = new WebFolder($"{tls}http_server_config:\n  headers:\n    Strict-Transport-Security: max-age=60\n    X-Frame-Options: sameorigin\n");
        await using var exporter = await TestExporter.ListenAsync(TestExporter.Nowhere, new(FixedDeployment.Now), folder.Setting);
        using var http = folder.Client(exporter.Http.BaseAddress!);
        using var response = await http.GetAsync("/metrics", Cancellation);
        Value(response, "Strict-Transport-Security").ShouldBe(hsts, "only over TLS");
        Value(response, "X-Frame-Options").ShouldBe("sameorigin");
        Value(response, "Content-Security-Policy").ShouldBe(Csp);
    }

    private static string? Value(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(" | ", values) : null;
}
