using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace Exporter.Configuration;

/// <summary>How far back build times look: a number of 24-hour days, or of calendar months in UTC.</summary>
internal sealed record BuildWindow(int Count, BuildWindow.Unit Of)
{
    private const int MostDays = 3660;
    private const int MostMonths = 120;

    internal enum Unit
    {
        Days,
        Months,
    }

    /// <summary>What <see cref="TryParse"/> accepts, in words.</summary>
    public const string Allowed = "1d to 3660d, or 1mo to 120mo";

    /// <summary>Reads <c>30d</c> or <c>30mo</c>. An <c>m</c> is refused, because it might mean minutes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out BuildWindow? window, [NotNullWhen(false)] out string? error)
    {
        window = null;
        var months = text.EndsWith("mo", StringComparison.Ordinal);
        var digits = months ? text[..^2] : text.EndsWith('d') ? text[..^1] : "";
        if (int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count >= 1 && count <= (months ? MostMonths : MostDays))
            window = new BuildWindow(count, months ? Unit.Months : Unit.Days);
        error = window is null ? $"{Quoted.Text(text)} is not a window; write days like 30d or months like 30mo ({Allowed})." : null;
        return window is not null;
    }

    /// <summary>The first instant in the window. A month back from the 31st is the last day of a shorter month.</summary>
    public Instant Start(Instant now) => Of is Unit.Days
        ? now - Duration.FromDays(Count)
        : now.InUtc().LocalDateTime.PlusMonths(-Count).InUtc().ToInstant();

    /// <summary>As a person says it: 30 days, 1 month.</summary>
    public string Words => string.Create(CultureInfo.InvariantCulture, $"{Count} {(Of is Unit.Days ? "day" : "month")}{(Count == 1 ? "" : "s")}");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count}{(Of is Unit.Days ? "d" : "mo")}");
}
