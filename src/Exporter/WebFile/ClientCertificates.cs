using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Exporter.WebFile;

/// <summary>Which clients' certificates are let in.</summary>
/// <param name="AllowedNames">Alternative names of which the certificate must have one; empty: any will do.</param>
internal sealed record ClientCertificates(ClientAuthentication Asked, X509Certificate2Collection Authorities, ImmutableArray<string> AllowedNames)
{
    public bool AreAsked => Asked is not ClientAuthentication.NoClientCert;

    private bool AreRequired => Asked is ClientAuthentication.RequireAnyClientCert or ClientAuthentication.RequireAndVerifyClientCert;

    private bool AreVerified => Asked is ClientAuthentication.VerifyClientCertIfGiven or ClientAuthentication.RequireAndVerifyClientCert;

    /// <summary>A file that is half written must not open the door.</summary>
    public bool AskLessThan(ClientCertificates other) =>
        (other.AreRequired && !AreRequired) || (other.AreVerified && !AreVerified) || (!other.AllowedNames.IsEmpty && AllowedNames.IsEmpty);

    /// <param name="errors">What a look at the chain, with <see cref="Policy"/>, found.</param>
    public bool Admit(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null) return !AreRequired;
        if (AreVerified && errors is not SslPolicyErrors.None) return false;
        return AllowedNames.IsEmpty || (certificate is X509Certificate2 named && AlternativeNames.Of(named).Any(AllowedNames.Contains));
    }

    /// <summary>Trusts the given authorities and no other.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(Authorities);
        policy.DisableCertificateDownloads = true; // a stranger's certificate must not make the exporter ask other hosts
        return policy;
    }
}
