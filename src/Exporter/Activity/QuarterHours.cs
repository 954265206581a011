namespace Exporter.Activity;

/// <summary>
/// Which of a UTC day's 96 quarter-hours: bit 0 is 00:00 to 00:15. Every zone in use today has an offset that is a multiple of 15 minutes, so
/// any local day is a whole number of these.
/// </summary>
internal readonly record struct QuarterHours(UInt128 Bits)
{
    public const int PerDay = 96;

    public static readonly QuarterHours WholeDay = Between(0, PerDay);

    /// <summary>The quarter-hours <paramref name="from"/> (inclusive) to <paramref name="to"/> (exclusive), 0 to 96.</summary>
    public static QuarterHours Between(int from, int to) => new((UInt128.One << to) - (UInt128.One << from));

    public static QuarterHours operator |(QuarterHours left, QuarterHours right) => new(left.Bits | right.Bits);

    public bool Overlaps(QuarterHours other) => (Bits & other.Bits) != UInt128.Zero;

    public bool Contains(QuarterHours other) => (Bits & other.Bits) == other.Bits;
}
