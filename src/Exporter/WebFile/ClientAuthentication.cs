namespace Exporter.WebFile;

/// <summary>What is asked of a client's certificate, in the names that the format has.</summary>
internal enum ClientAuthentication
{
    NoClientCert,
    RequestClientCert,
    RequireAnyClientCert,
    VerifyClientCertIfGiven,
    RequireAndVerifyClientCert,
}
