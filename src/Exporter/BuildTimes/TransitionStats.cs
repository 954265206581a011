namespace Exporter.BuildTimes;

/// <summary>Build times of one transition in the shape of Coder's API: whole milliseconds, rounded down; null where no build was.</summary>
public sealed record TransitionStats(long? P50, long? P95)
{
    internal static readonly TransitionStats None = new(null, null);

    internal static TransitionStats Of(BuildTime time) => new(Milliseconds(time.P50), Milliseconds(time.P95));

    // A build in no time at all has no time to show, as in Coder's API.
    private static long? Milliseconds(double seconds) => seconds > 0 ? (long)(seconds * 1000) : null;
}
