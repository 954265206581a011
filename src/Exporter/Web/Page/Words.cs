using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Exporter.Web.Page;

/// <summary>Figures as a person reads them.</summary>
internal static class Words
{
    private static readonly string[] ByteUnits = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
    private static readonly LocalDatePattern DayPattern = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM uuuu");
    private static readonly InstantPattern MomentPattern = InstantPattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm 'UTC'");
    private static readonly LocalDatePattern WeekDayPattern = LocalDatePattern.CreateWithInvariantCulture("ddd d MMM");
    private static readonly LocalDatePattern ShortDayPattern = LocalDatePattern.CreateWithInvariantCulture("d MMM");

    /// <summary>Mon 6 Apr 2026, 00:00 UTC.</summary>
    public static string Moment(Instant instant) => MomentPattern.Format(instant);

    /// <summary>As long as that: 42 s, 12 min, 5 h, 3 days.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 120 and not 60 } => Text($"{Math.Max(0, Math.Floor(age.TotalSeconds))} s"),
        { TotalMinutes: < 120 } => Text($"{Math.Floor(age.TotalMinutes)} min"),
        { TotalHours: < 48 } => Text($"{Math.Floor(age.TotalHours)} h"),
        _ => Text($"{Math.Floor(age.TotalDays)} days"),
    };

    /// <summary>How long a build took: 2.5 s, 42 s, 3.4 min, 1.2 h.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 9.95 => Text($"{seconds:0.#} s"),
        < 59.5 => Text($"{seconds:0} s"),
        < 3570 => Text($"{seconds / 60:0.#} min"),
        _ => Text($"{seconds / 3600:0.#} h"),
    };

    public static string Bytes(long bytes)
    {
        double value = bytes;
        var unit = 0;
        for (; value >= 999.5 && unit < ByteUnits.Length - 1; unit++) value /= 1000;
        return unit > 0 && value < 9.95 ? Text($"{value:0.#} {ByteUnits[unit]}") : Text($"{value:0} {ByteUnits[unit]}");
    }

    public static string Count(long count, string one, string many) => Text($"{count:N0} {(count == 1 ? one : many)}");

    public static string Day(LocalDate date) => DayPattern.Format(date);

    public static string WeekDay(LocalDate date) => WeekDayPattern.Format(date);

    public static string ShortDay(LocalDate date) => ShortDayPattern.Format(date);

    /// <summary>A and B; or A, B and C.</summary>
    public static string And(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
