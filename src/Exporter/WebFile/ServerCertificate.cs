using System.Diagnostics.CodeAnalysis;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Exporter.WebFile;

/// <summary>Makes certificates of PEM. No message repeats any of it.</summary>
internal static class ServerCertificate
{
    /// <summary>The first certificate is the server's, the others are those between it and its authority.</summary>
    public static bool TryRead(
        string certificates, string key, [NotNullWhen(true)] out SslStreamCertificateContext? context, [NotNullWhen(false)] out string? error)
    {
        context = null;
        if (Certificates(certificates) is not { Count: > 0 } chain)
            error = "holds no certificate in PEM.";
        else if (key.Contains("ENCRYPTED", StringComparison.Ordinal))
            error = "has a key with a passphrase, which nobody could type; give one without.";
        else if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            error = "has no key: key_file holds no private key in PEM.";
        else
            error = TryJoin(chain, certificates, key, out context) ? null : "does not fit its key: key_file is of another certificate, or broken.";
        return context is not null;
    }

    /// <summary>All certificates in a text, none if it is not PEM.</summary>
    public static X509Certificate2Collection Certificates(string pem)
    {
        X509Certificate2Collection found = [];
        try
        {
            found.ImportFromPem(pem);
            return found;
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static bool TryJoin(X509Certificate2Collection chain, string certificates, string key, out SslStreamCertificateContext? context)
    {
        context = null;
        try
        {
            var server = X509Certificate2.CreateFromPem(certificates, key);
            chain.RemoveAt(0);
            context = SslStreamCertificateContext.Create(server, chain, offline: true);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException)
        {
        }
        return context is not null;
    }
}
