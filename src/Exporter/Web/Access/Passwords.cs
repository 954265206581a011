using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Exporter.WebFile;

namespace Exporter.Web.Access;

/// <summary>
/// Checks passwords. Bcrypt is slow on purpose, so a password that was right is known again by a digest; and a refusal is the same work for everybody,
/// so that how long it takes does not say whether there is such a user.
/// </summary>
internal sealed class Passwords(ImmutableArray<User> users)
{
    /// <summary>Guesses wait for one another, so that they never take more than one core.</summary>
    private static readonly SemaphoreSlim OneAtATime = new(1);

    private readonly FrozenDictionary<string, BcryptHash> _hashes = users.ToFrozenDictionary(user => user.Name, user => user.Hash, StringComparer.Ordinal);
    private readonly int _mostCost = users.Select(user => user.Hash.Cost).DefaultIfEmpty().Max();
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32); // a digest is of no use outside of this process
    private readonly ConcurrentDictionary<string, byte[]> _right = new(StringComparer.Ordinal);

    public async ValueTask<Login> LoginAsync(BasicLogin login, FailedLogins failed, IPAddress? address, CancellationToken cancellation)
    {
        if (users.IsEmpty) return failed.Wrong(address);
        var digest = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(login.Password.Reveal()));
        if (IsKnown(login, digest)) return Login.Right;
        await OneAtATime.WaitAsync(cancellation);
        try
        {
            if (IsKnown(login, digest)) return Login.Right; // several that came at once are one look
            if (failed.Wait(address) is not null) return Login.TooOften; // others were wrong while this one waited
            if (!Check(login)) return failed.Wrong(address);
            _right[login.Name] = digest;
            return Login.Right;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    /// <summary>The hashes that a refused login of this name is compared with: 2^cost together, whoever it is.</summary>
    public IEnumerable<BcryptHash> Work(string name)
    {
        if (!_hashes.TryGetValue(name, out var own)) return [BcryptHash.OfNobody(_mostCost)];
        return [own, .. Enumerable.Range(own.Cost, _mostCost - own.Cost).Select(BcryptHash.OfNobody)]; // c + c, c+1, … are one of the greatest
    }

    private bool IsKnown(BasicLogin login, byte[] digest) =>
        _right.TryGetValue(login.Name, out var right) && CryptographicOperations.FixedTimeEquals(right, digest);

    private bool Check(BasicLogin login)
    {
        var exists = _hashes.ContainsKey(login.Name);
        foreach (var hash in Work(login.Name))
            if (hash.Fits(login.Password.Reveal()) && exists) return true;
        return false;
    }
}
