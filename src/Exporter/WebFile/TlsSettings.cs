using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Authentication;

namespace Exporter.WebFile;

/// <summary>How TLS is spoken. The options are made once: OpenSSL then keeps what it derives from them for all connections.</summary>
internal sealed class TlsSettings(
    SslStreamCertificateContext certificate, SslProtocols protocols, ImmutableArray<TlsCipherSuite> suites, ClientCertificates clients, bool http2)
{
    public ClientCertificates Clients => clients;

    public SslServerAuthenticationOptions Options { get; } = new()
    {
        ServerCertificateContext = certificate,
        EnabledSslProtocols = protocols,
        CipherSuitesPolicy = suites.IsEmpty || OperatingSystem.IsWindows() ? null : new([.. suites, .. CipherSuites.OfTls13]),
        ApplicationProtocols = http2 ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11] : [SslApplicationProtocol.Http11],
        ClientCertificateRequired = clients.AreAsked, // in .NET's words this only asks; the callback is what requires
        CertificateChainPolicy = clients.AreAsked ? clients.Policy() : null,
        RemoteCertificateValidationCallback = (_, shown, _, errors) => clients.Admit(shown, errors),
        AllowTlsResume = !clients.AreAsked, // a resumed session would not show its certificate again
    };
}
