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

    /// <summary>
    /// Null: another guess is allowed; else when the next one is. Asks for whole permits: the limiter holds fractions, and takes any fraction for a yes
    /// when it is asked for none.
    /// </summary>
    public TimeSpan? Wait(IPAddress? address) =>
        _limiter.GetStatistics(address ?? IPAddress.None) is { CurrentAvailablePermits: > 0 } ? null : TimeSpan.FromMinutes(1) / perMinute;

    /// <summary>Counts a login that was wrong.</summary>
    public Login Wrong(IPAddress? address)
    {
        using var lease = _limiter.AttemptAcquire(address ?? IPAddress.None);
        return lease.IsAcquired ? Login.Wrong : Login.TooOften;
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
