using System.Diagnostics.CodeAnalysis;

namespace Exporter.Configuration;

/// <summary>A horizon of whole days, at least the 31 that a count over today and the 29 days before needs in every time zone.</summary>
internal static class HorizonText
{
    public const int FewestDays = 31;
    public const int MostDays = 1100;

    public static bool TryParse(string text, out int days, [NotNullWhen(false)] out string? error)
    {
        days = 0;
        if (!DurationText.TryParse(text, out var duration, out error))
            return false;
        days = (int)Math.Min(duration.TotalDays, int.MaxValue);
        if (duration != TimeSpan.FromDays(days))
            error = $"{Quoted.Text(text)} is not a number of whole days; write it like 180d.";
        else if (days is < FewestDays or > MostDays)
            error = $"{Quoted.Text(text)} is out of range; give {FewestDays}d to {MostDays}d.";
        return error is null;
    }
}
