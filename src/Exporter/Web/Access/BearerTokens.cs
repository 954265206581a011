using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Exporter.Configuration;

namespace Exporter.Web.Access;

/// <summary>The tokens that let in. Digests are compared, all of them and each to its end: how long that takes says nothing, the length neither.</summary>
internal sealed class BearerTokens(ImmutableArray<Secret> tokens)
{
    private readonly ImmutableArray<byte[]> _digests = [.. tokens.Select(token => Digest(token.Reveal()))];

    public bool Contain(string token)
    {
        var (digest, found) = (Digest(token), false);
        foreach (var known in _digests) found |= CryptographicOperations.FixedTimeEquals(known, digest);
        return found;
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
