using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;

namespace Exporter.Web.Access;

/// <summary>How often somebody may guess: each address for itself, so that nobody locks out another.</summary>
internal sealed class FailedLogins(int perMinute) : IDisposable
{
    /// <summary>Whoever has one address of IPv6 has a network of this many bytes' prefix.</summary>
    private const int NetworkBytes = 8;

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetTokenBucketLimiter(Neighbourhood(address), _ => new()
        {
            TokenLimit = perMinute,
            TokensPerPeriod = 1,
            ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
        }));

    /// <summary>Null: another guess is allowed; else when the next one is.</summary>
    public TimeSpan? Wait(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address ?? IPAddress.None, permitCount: 0);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1) / perMinute;
    }

    /// <summary>Counts a guess, before it is known to be wrong: many at once must not be more than their number.</summary>
    public bool TryGuess(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    private static IPAddress Neighbourhood(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        return address.AddressFamily is AddressFamily.InterNetworkV6
            ? new([.. address.GetAddressBytes().Take(NetworkBytes), .. new byte[16 - NetworkBytes]])
            : address;
    }
}
