using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Exporter.Configuration;

/// <summary>The upper bound of a histogram's bucket, written as a duration.</summary>
internal sealed record Bucket(double Seconds)
{
    public static ImmutableArray<Bucket> Of(ImmutableArray<double> seconds) => [.. seconds.Select(bound => new Bucket(bound))];

    public static bool TryParse(string text, [NotNullWhen(true)] out Bucket? bucket, [NotNullWhen(false)] out string? error)
    {
        bucket = null;
        if (!DurationText.TryParse(text, out var duration, out error)) return false;
        if (duration <= TimeSpan.Zero) error = $"{Quoted.Text(text)} is no upper bound of a bucket; give a duration above 0.";
        else bucket = new(duration.TotalSeconds);
        return bucket is not null;
    }
}
