using Exporter.Tests.Fixtures;

namespace Exporter.Tests.EndToEnd;

/// <summary>A real Prometheus scrapes an exporter that wants TLS and a login, in every way that docs/security.md tells, and in ways that must fail.</summary>
public sealed class SecuredScrapeTests
{
    [Fact]
    public async Task Scrape_WithTlsAndALogin_WorksAndWithoutDoesNot()
    {
        using var folder = new WebFolder($"""
            tls_server_config:
              cert_file: server.crt
              key_file: server.key
              client_auth_type: VerifyClientCertIfGiven
              client_ca_file: client_ca.crt
            basic_auth_users:
              {WebFolder.User}: {WebFolder.Hash}
            bearer_token_file: token
            """);
        folder.Write("password", WebFolder.Password);
        var (certificate, key) = folder.Authority.Issue("prometheus");
        folder.Write("client.crt", certificate);
        folder.Write("client.key", key);
        await using var exporter = ExporterHost.Build(["--urls", "https://127.0.0.1:0", $"--CODER_PG_CONNECTION_URL={TestExporter.Nowhere}", folder.Setting]);
        await exporter.StartAsync(TestContext.Current.CancellationToken);
        var target = new Uri(exporter.Urls.First()).Authority;
        await using var prometheus = await RunningPrometheus.StartAsync(
            "global:\n  scrape_interval: 1s\nscrape_configs:\n"
            + Job("token", target, folder, $"    authorization:\n      credentials_file: {folder["token"]}\n")
            + Job("password", target, folder, $"    basic_auth:\n      username: {WebFolder.User}\n      password_file: {folder["password"]}\n")
            + Job("no-login", target, folder, "")
            + Job("wrong-authority", target, folder, $"    authorization:\n      credentials_file: {folder["token"]}\n", authority: "server.crt", name: "other.example.com"));

        await prometheus.EventuallyAsync("sum(up{job=\"token\"})", 1);
        await prometheus.EventuallyAsync("sum(up{job=\"password\"})", 1);
        await prometheus.EventuallyAsync("sum(up{job=\"no-login\"}) == 0", 0);
        await prometheus.EventuallyAsync("sum(up{job=\"wrong-authority\"}) == 0", 0);
        await prometheus.EventuallyAsync("min(coder_exporter_web_config_reload_success)", 1);
    }

    private static string Job(string job, string target, WebFolder folder, string login, string authority = "client_ca.crt", string name = "127.0.0.1") => $"""
          - job_name: {job}
            scheme: https
            tls_config:
              ca_file: {folder[authority]}
              server_name: {name}
              cert_file: {folder["client.crt"]}
              key_file: {folder["client.key"]}
            static_configs:
              - targets: [{target}]
        {login}
        """;
}
