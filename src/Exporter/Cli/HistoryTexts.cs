using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Exporter.Activity;
using Exporter.Configuration;
using NodaTime;
using NodaTime.Text;

namespace Exporter.Cli;

/// <summary>How the values of the verb <c>history</c> are written.</summary>
internal static partial class HistoryTexts
{
    private static readonly ImmutableHashSet<string> Taken =
        [.. ActivityMetrics.ActiveUsers.SelectMany(metric => metric.Deployment.Labels.Concat(metric.PerTemplate.Labels))];

    public static bool TryFlag(string text, out bool value, out string? error)
    {
        error = bool.TryParse(text, out value) ? null : $"{Quoted.Text(text)} is neither true nor false.";
        return error is null;
    }

    public static bool TryDay(string text, out LocalDate? value, out string? error)
    {
        var parsed = LocalDatePattern.Iso.Parse(text);
        (value, error) = parsed.Success ? (parsed.Value, null) : ((LocalDate?)null, $"{Quoted.Text(text)} is not a day; write it like 2026-01-31.");
        return parsed.Success;
    }

    /// <summary>A day, which ends where it ends in each time zone, or one instant for all.</summary>
    public static bool TryEnd(string text, out (LocalDate? Day, Instant Until) value, out string? error)
    {
        var instant = OffsetDateTimePattern.Rfc3339.Parse(text);
        var isDay = TryDay(text, out var day, out _);
        value = instant.Success ? (null, instant.Value.ToInstant()) : (day, Instant.MaxValue);
        error = !instant.Success && !isDay ? $"{Quoted.Text(text)} is neither a day like 2026-01-31 nor a time like 2026-01-31T12:00:00Z." : null;
        return error is null;
    }

    public static bool TryEvery(string text, out Duration value, out string? error)
    {
        var parsed = DurationText.TryParse(text, out var duration, out error);
        value = Duration.FromTimeSpan(duration);
        if (parsed && (duration < TimeSpan.FromMinutes(15) || duration > TimeSpan.FromDays(1)))
            error = $"{Quoted.Text(text)} is out of range; give 15m to 1d.";
        return error is null;
    }

    public static bool TryLabel(string text, out (string Name, string Value) value, out string? error)
    {
        value = text.Split('=', 2) is [var name, var rest] ? (name, rest) : (text, "");
        error = !text.Contains('=', StringComparison.Ordinal) ? $"{Quoted.Text(text)} is not a label; write it like job=coder-exporter."
            : !LabelName().IsMatch(value.Name) || value.Name.StartsWith("__", StringComparison.Ordinal)
                ? $"{Quoted.Text(value.Name)} cannot be a label's name; take letters, digits and underscores."
            : Taken.Contains(value.Name) ? $"{value.Name} is a label of the metrics themselves; leave it out."
            : null;
        return error is null;
    }

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex LabelName();
}
