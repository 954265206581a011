using Microsoft.Extensions.Time.Testing;

namespace Exporter.Tests.Fixtures;

/// <summary>Stands still but for what is measured: between any two time stamps a second has passed, so no work finds time for a second part.</summary>
internal sealed class SlowClock() : FakeTimeProvider(FixedDeployment.Now)
{
    private long _seconds;

    public override long GetTimestamp() => Interlocked.Increment(ref _seconds) * TimestampFrequency;
}
