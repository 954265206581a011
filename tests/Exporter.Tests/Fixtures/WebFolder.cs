using System.Security.Cryptography.X509Certificates;

namespace Exporter.Tests.Fixtures;

/// <summary>A folder with a web configuration and all that it may name: certificates, tokens.</summary>
internal sealed class WebFolder : IDisposable
{
    public const string Token = "a-token-that-nobody-guesses", User = "prometheus", Password = "s3cr3t pässword";

    /// <summary>Of the least cost, so that tests are quick.</summary>
    public static readonly string Hash = HashOf(Password);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("web-");

    public WebFolder(string? config = null)
    {
        WriteServer("server");
        Write("client_ca.crt", Authority.Pem);
        Write("token", Token + "\n");
        if (config is not null) Write("web.yml", config);
    }

    public TestAuthority Authority { get; } = new();

    /// <summary>The setting that has the exporter use it.</summary>
    public string Setting => $"--Web:ConfigFile={this["web.yml"]}";

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public void Write(string name, string text) => File.WriteAllText(this[name], text);

    /// <summary>A new certificate for the server, and its key.</summary>
    public void WriteServer(string subject)
    {
        var (certificate, key) = Authority.Issue(subject);
        Write("server.crt", certificate);
        Write("server.key", key);
    }

    /// <summary>A client that trusts the authority, and shows <paramref name="certificate"/> if it has one.</summary>
    public HttpClient Client(Uri address, X509Certificate2? certificate = null, Action<SocketsHttpHandler>? change = null)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = Authority.Trust();
        if (certificate is not null)
            handler.SslOptions.ClientCertificateContext = System.Net.Security.SslStreamCertificateContext.Create(certificate, null, offline: true);
        change?.Invoke(handler);
        return new(handler) { BaseAddress = address };
    }

    public static string HashOf(string password, int cost = 4) => BCrypt.Net.BCrypt.HashPassword(password, cost);

    public void Dispose()
    {
        Authority.Dispose();
        _folder.Delete(recursive: true);
    }
}
