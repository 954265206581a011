using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;

namespace Exporter.WebFile;

/// <summary>Reads <c>tls_server_config</c>.</summary>
/// <param name="file">What is in the file that a key names; notes a mistake and answers null if it cannot be read.</param>
internal sealed class TlsSection(YamlSection section, Func<YamlSection, string, string, string?> file)
{
    private static readonly ImmutableSortedDictionary<string, int> Versions =
        ImmutableSortedDictionary<string, int>.Empty.Add("TLS12", 2).Add("TLS13", 3);

    private static readonly ImmutableSortedDictionary<string, ClientAuthentication> ClientAuthentications =
        Enum.GetValues<ClientAuthentication>().ToImmutableSortedDictionary(value => value.ToString(), value => value);

    /// <summary>Null after a mistake that leaves nothing to serve with.</summary>
    public TlsSettings? Read(bool http2)
    {
        var certificate = Pem("cert", "cert_file", "the server's certificate");
        var key = Pem("key", "key_file", "the certificate's private key");
        var clients = ReadClients();
        var protocols = ReadProtocols();
        var suites = ReadSuites();
        section.Flag("prefer_server_cipher_suites", true); // without effect, as it is in Go since 1.17
        if (section.Has("curve_preferences")) section.Mistake("curve_preferences", "cannot be chosen in .NET; OpenSSL's own order is used. Remove it.");
        section.Finish();
        if (certificate is null || key is null) return null;
        if (ServerCertificate.TryRead(certificate, key, out var context, out var error)) return new(context, protocols, suites, clients, http2);
        section.Mistake(section.Has("cert_file") ? "cert_file" : "cert", error);
        return null;
    }

    private string? Pem(string inlineKey, string fileKey, string holds)
    {
        var inline = section.Text(inlineKey);
        if (inline is not null && section.Has(fileKey)) section.Mistake(fileKey, $"{inlineKey} is also given; give one of the two.");
        if (inline is null && !section.Has(fileKey)) section.Mistake(fileKey, $"is missing; give the path of a file that holds {holds}, in PEM.");
        return inline ?? file(section, fileKey, holds);
    }

    private ClientCertificates ReadClients()
    {
        var named = section.Text("client_auth_type") == "RequireClientCert" // the older name of it
            ? ClientAuthentication.RequireAnyClientCert
            : section.Choice("client_auth_type", nameof(ClientAuthentication.NoClientCert), ClientAuthentications);
        var given = section.Has("client_ca") || section.Has("client_ca_file");
        var pem = given ? Pem("client_ca", "client_ca_file", "the certificates of the authorities that sign clients'") : null;
        var names = section.List("client_allowed_sans");
        var verifies = named is ClientAuthentication.VerifyClientCertIfGiven or ClientAuthentication.RequireAndVerifyClientCert;
        if (verifies && !given) section.Mistake("client_auth_type", "needs client_ca_file: the authorities whose certificates are let in.");
        if (given && named is ClientAuthentication.NoClientCert)
            section.Mistake("client_auth_type", "is NoClientCert, but an authority for clients is given; give RequireAndVerifyClientCert, or remove it.");
        if (names.Length > 0 && named is not (ClientAuthentication.RequireAnyClientCert or ClientAuthentication.RequireAndVerifyClientCert))
            section.Mistake("client_allowed_sans", "needs client_auth_type: RequireAndVerifyClientCert, or a client could come without a certificate.");
        var authorities = ServerCertificate.Certificates(pem ?? "");
        if (pem is not null && authorities.Count == 0)
            section.Mistake(section.Has("client_ca") ? "client_ca" : "client_ca_file", "holds no certificate in PEM.");
        return new(named, authorities, names);
    }

    private SslProtocols ReadProtocols()
    {
        var (min, max) = (Version("min_version", "TLS12"), Version("max_version", "TLS13"));
        if (min > max) section.Mistake("min_version", "is above max_version; lower it, or raise max_version.");
        return (min <= 2 ? SslProtocols.Tls12 : SslProtocols.None) | (max >= 3 ? SslProtocols.Tls13 : SslProtocols.None);
    }

    private int Version(string key, string fallback)
    {
        if (section.Text(key) is not ("TLS10" or "TLS11")) return section.Choice(key, fallback, Versions);
        section.Mistake(key, "asks for a version of TLS that is no longer safe; give TLS12 or TLS13.");
        return Versions[fallback];
    }

    private ImmutableArray<TlsCipherSuite> ReadSuites()
    {
        var names = section.List("cipher_suites");
        foreach (var name in names.Where(name => !CipherSuites.ByName.ContainsKey(name)))
            section.Mistake("cipher_suites", $"{Configuration.Quoted.Text(name)} is none of {string.Join(", ", CipherSuites.ByName.Keys.Order(StringComparer.Ordinal))}.");
        return [.. names.Where(CipherSuites.ByName.ContainsKey).Select(name => CipherSuites.ByName[name])];
    }
}
