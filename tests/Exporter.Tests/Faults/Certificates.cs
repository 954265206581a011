using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Exporter.Tests.Faults;

/// <summary>An authority of a test's own, and what it signs, as PEM files in a folder that is gone after the test.</summary>
internal sealed class Certificates : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("certificates-");
    private readonly X509Certificate2 _authority;

    public Certificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        _authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(30));
        Authority = Write("authority.crt", _authority.ExportCertificatePem());
    }

    /// <summary>The authority's own certificate.</summary>
    public string Authority { get; }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <param name="name">Of whom it speaks: a role, or a server.</param>
    /// <param name="host">The host name of a server.</param>
    public (string Certificate, string Key) Sign(string name, string? host = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (host is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(host);
            request.CertificateExtensions.Add(names.Build());
        }
        using var signed = request.Create(_authority, Now.AddDays(-1), Now.AddDays(20), RandomNumberGenerator.GetBytes(8));
        return (Write($"{name}.crt", signed.ExportCertificatePem()), Write($"{name}.key", key.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Delete(recursive: true);
    }

    private string Write(string name, string pem)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, pem + "\n");
        return path;
    }
}
