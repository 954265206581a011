using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Exporter.Configuration;
using NodaTime;

namespace Exporter.Activity;

/// <summary>
/// A time zone to count days in, and the label it has in metrics and answers: the IANA name as it was given, or <c>UTC</c>, or an ISO
/// offset such as <c>UTC-05:00</c>.
/// </summary>
internal sealed record Timezone(string Label, DateTimeZone Zone)
{
    private const int FurthestHours = 14;
    private const int StepMinutes = 15;

    public static Timezone Utc { get; } = new("UTC", DateTimeZone.Utc);

    /// <summary>The 25 fixed offsets from UTC-12:00 to UTC+12:00, west first.</summary>
    public static ImmutableArray<Timezone> WholeHours { get; } = [.. Enumerable.Range(-12, 25).Select(hours => AtOffset(hours * 60))];

    /// <summary>The zone that is this many hours <em>behind</em> UTC, as JavaScript and Coder's API count: 5 is UTC-05:00.</summary>
    public static Timezone WestOfUtc(int hours)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Math.Abs(hours), FurthestHours, nameof(hours));
        return AtOffset(-hours * 60);
    }

    /// <summary>Reads an IANA name, <c>UTC</c>, <c>Z</c> or an ISO 8601 offset from UTC.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Timezone? zone, [NotNullWhen(false)] out string? error)
    {
        (zone, error) = (null, null);
        if (text is "UTC" or "Z")
            zone = Utc;
        else if (TryOffset(text, out var minutes))
        {
            if (Math.Abs(minutes) > FurthestHours * 60 || minutes % StepMinutes != 0)
                error = $"{Quoted.Text(text)} is not an offset in use; give a multiple of 15 minutes from UTC-14:00 to UTC+14:00.";
            else
                zone = AtOffset(minutes);
        }
        else if (DateTimeZoneProviders.Tzdb.Ids.Contains(text) && DateTimeZoneProviders.Tzdb.GetZoneOrNull(text) is { } known)
            zone = new Timezone(text, known);
        else
            error = $"{Quoted.Text(text)} is not a time zone; {Suggestion(text)}";
        return zone is not null;
    }

    public override string ToString() => Label;

    private static Timezone AtOffset(int minutes)
    {
        if (minutes == 0)
            return Utc;
        var sign = minutes < 0 ? '-' : '+';
        var label = string.Create(CultureInfo.InvariantCulture, $"UTC{sign}{Math.Abs(minutes) / 60:00}:{Math.Abs(minutes) % 60:00}");
        return new Timezone(label, DateTimeZone.ForOffset(Offset.FromSeconds(minutes * 60)));
    }

    /// <summary>±hh, ±hhmm or ±hh:mm, with or without UTC before it.</summary>
    private static bool TryOffset(string text, out int minutes)
    {
        minutes = 0;
        var rest = text.StartsWith("UTC", StringComparison.Ordinal) ? text[3..] : text;
        if (rest.Length is not (3 or 5 or 6) || rest[0] is not ('+' or '-'))
            return false;
        var digits = rest.Length == 6 && rest[3] == ':' ? rest.Remove(3, 1)[1..] : rest[1..];
        if (digits.Length > 4 || !int.TryParse(digits.PadRight(4, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return false;
        if (number % 100 >= 60)
            return false;
        minutes = (number / 100 * 60 + number % 100) * (rest[0] == '-' ? -1 : 1);
        return true;
    }

    private static string Suggestion(string text)
    {
        var ids = DateTimeZoneProviders.Tzdb.Ids;
        var city = ids.FirstOrDefault(id => id.EndsWith("/" + text, StringComparison.OrdinalIgnoreCase));
        return (Spelling.Nearest(text, ids) ?? city) is { } near
            ? $"did you mean '{near}'?"
            : "give a name like Europe/Berlin (https://en.wikipedia.org/wiki/List_of_tz_database_time_zones) or an offset like UTC-05:00.";
    }
}
