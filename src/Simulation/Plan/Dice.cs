using System.Buffers.Binary;

namespace Simulation;

/// <summary>
/// SplitMix64, a small random generator with a fixed algorithm: the same seed gives the same deployment on every runtime. Independent
/// dice come from one seed by <see cref="For"/>, so that what happens to one workspace does not depend on how many others there are.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public static Dice For(ulong seed, params ReadOnlySpan<long> keys)
    {
        var mixed = Mix(seed);
        foreach (var key in keys)
        {
            mixed = Mix(mixed ^ (ulong)key);
        }

        return new Dice(mixed);
    }

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>At least 0, less than 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Unit());

    public int Below(int count) => (int)(Unit() * count);

    public bool Chance(double probability) => Unit() < probability;

    public TimeSpan Seconds(double low, double high) => TimeSpan.FromSeconds(Between(low, high));

    public double Exponential(double mean) => -mean * Math.Log(1 - Unit());

    /// <summary>Spread around a mean, never further than 2.5 deviations.</summary>
    public double Normal(double mean, double deviation) => mean + (deviation * Math.Clamp(Gauss(), -2.5, 2.5));

    public double LogNormal(double median, double sigma) => median * Math.Exp(sigma * Math.Clamp(Gauss(), -3, 3));

    /// <summary>The index of one of the weights, in proportion to them.</summary>
    public int Weighted(IReadOnlyList<double> weights)
    {
        var rest = Unit() * weights.Sum();
        for (var index = 0; index < weights.Count - 1; index++)
        {
            rest -= weights[index];
            if (rest < 0)
            {
                return index;
            }
        }

        return weights.Count - 1;
    }

    /// <summary>A version 4 UUID.</summary>
    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit());

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
