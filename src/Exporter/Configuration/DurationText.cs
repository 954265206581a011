using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Exporter.Configuration;

/// <summary>Durations as operators write them: <c>30s</c>, <c>1h30m</c>, <c>7d</c>, or <c>00:01:00</c>. Whole seconds.</summary>
internal static class DurationText
{
    private const string Units = "dhms";
    private static readonly long[] SecondsPerUnit = [86_400, 3_600, 60, 1];
    private static readonly string[] ClockFormats = ["hh\\:mm\\:ss", "d\\.hh\\:mm\\:ss"];

    /// <summary>Reads a duration. A bare number is refused: .NET would take 10 for ten days.</summary>
    public static bool TryParse(string text, out TimeSpan duration, [NotNullWhen(false)] out string? error)
    {
        error = null;
        if (TimeSpan.TryParseExact(text, ClockFormats, CultureInfo.InvariantCulture, out duration))
            return true;

        long seconds = 0, digits = 0;
        int digitCount = 0, nextUnit = 0;
        foreach (var letter in text)
        {
            if (char.IsAsciiDigit(letter) && digitCount < 9)
            {
                digits = digits * 10 + (letter - '0');
                digitCount++;
                continue;
            }
            var unit = Units.IndexOf(letter, StringComparison.Ordinal);
            if (unit < nextUnit || digitCount == 0)
            {
                error = $"{Quoted.Text(text)} is not a duration; write it like 30s, 5m, 1h30m or 7d.";
                return false;
            }
            seconds += digits * SecondsPerUnit[unit];
            (digits, digitCount, nextUnit) = (0, 0, unit + 1);
        }

        if (digitCount > 0 || text.Length == 0)
            error = nextUnit == 0 && text.Length > 0
                ? $"{Quoted.Text(text)} has no unit; write {text}s, {text}m, {text}h or {text}d."
                : $"{Quoted.Text(text)} is not a duration; write it like 30s, 5m, 1h30m or 7d.";
        else if (seconds > (long)TimeSpan.MaxValue.TotalSeconds)
            error = $"{Quoted.Text(text)} is too long.";
        else
            duration = TimeSpan.FromSeconds(seconds);
        return error is null;
    }

    /// <summary>The shortest text that reads back as the same duration. Zero is <c>0s</c>.</summary>
    public static string Format(TimeSpan duration)
    {
        var text = new StringBuilder();
        var rest = (long)duration.TotalSeconds;
        for (var unit = 0; unit < Units.Length; unit++)
        {
            var count = Math.DivRem(rest, SecondsPerUnit[unit], out rest);
            if (count > 0)
                text.Append(CultureInfo.InvariantCulture, $"{count}{Units[unit]}");
        }
        return text.Length == 0 ? "0s" : text.ToString();
    }
}
