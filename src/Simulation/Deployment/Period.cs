namespace Simulation;

/// <summary>A stretch of time without its beginning, with its end.</summary>
internal readonly record struct Period(DateTimeOffset After, DateTimeOffset Until)
{
    public bool Contains(DateTimeOffset? instant) => instant > After && instant <= Until;

    public bool Overlaps(DateTimeOffset from, DateTimeOffset to) => from <= Until && to > After;

    public DateTimeOffset NotAfterEnd(DateTimeOffset instant) => instant < Until ? instant : Until;
}
