using Exporter.Activity;

namespace Exporter.Web.Page;

/// <summary>What a visitor asks the page for.</summary>
/// <param name="Timezone">To cut days in.</param>
/// <param name="Asked">The time zone as it was typed.</param>
/// <param name="Mistake">Why it is none, in a sentence; UTC is shown instead.</param>
/// <param name="Reload">The page is on a wall and shall reload itself.</param>
internal sealed record PageRequest(Timezone Timezone, string Asked, string? Mistake, bool Reload)
{
    private const int LongestEcho = 100;

    public static PageRequest Read(string? timezone, string? reload)
    {
        var asked = string.IsNullOrWhiteSpace(timezone) ? Timezone.Utc.Label : timezone.Trim();
        return Timezone.TryParse(asked, out var zone, out var mistake)
            ? new(zone, zone.Label, null, reload is not null)
            : new(Timezone.Utc, asked.Length > LongestEcho ? asked[..LongestEcho] : asked, mistake, reload is not null);
    }
}
