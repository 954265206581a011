namespace Benchmarks;

/// <summary>The simulated deployment's time; durations are measured on the real clock.</summary>
internal sealed class BenchClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
