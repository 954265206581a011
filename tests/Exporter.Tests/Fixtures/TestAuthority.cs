using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Exporter.Tests.Fixtures;

/// <summary>An authority that signs certificates for a test.</summary>
internal sealed class TestAuthority : IDisposable
{
    // Certificates are looked at by the clock on the wall, whatever a test's clock says.
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-1), End = Start.AddYears(1);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private byte _serial;

    public TestAuthority()
    {
        var request = new CertificateRequest("CN=test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _certificate = request.CreateSelfSigned(Start, End);
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>A certificate for 127.0.0.1, with more names if a test wants them, and its key.</summary>
    public (string Certificate, string Key) Issue(string subject, Action<SubjectAlternativeNameBuilder>? names = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(IPAddress.Loopback);
        names?.Invoke(alternatives);
        request.CertificateExtensions.Add(alternatives.Build());
        using var certificate = request.Create(_certificate, Start, End, [++_serial]);
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The same, as a client shows it.</summary>
    public X509Certificate2 IssueForClient(string subject, Action<SubjectAlternativeNameBuilder>? names = null)
    {
        var (certificate, key) = Issue(subject, names);
        return X509Certificate2.CreateFromPem(certificate, key);
    }

    public X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(_certificate);
        return policy;
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
