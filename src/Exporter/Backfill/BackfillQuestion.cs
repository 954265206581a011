using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.Configuration;
using NodaTime;

namespace Exporter.Backfill;

/// <summary>Which of the past is to be written.</summary>
/// <param name="Timezones">Zones for the deployment.</param>
/// <param name="TemplateTimezones">Zones for each template; none leaves templates out.</param>
/// <param name="From">The first local day; null for the first that is loaded.</param>
/// <param name="To">The last local day; null for that of <paramref name="Until"/>.</param>
/// <param name="Until">Nothing after this instant: now, or what was asked for.</param>
/// <param name="Every">Time between two samples, counted from midnight UTC.</param>
/// <param name="Labels">Labels that every series gets besides its own.</param>
internal sealed record BackfillQuestion(
    ImmutableArray<Timezone> Timezones,
    ImmutableArray<Timezone> TemplateTimezones,
    LocalDate? From,
    LocalDate? To,
    Instant Until,
    Duration Every,
    ImmutableArray<(string Name, string Value)> Labels)
{
    /// <summary>A first day may lie this far back, so that the 30 days that end with it can be loaded too.</summary>
    public const int MostDays = HorizonText.MostDays - LoadedBefore;

    private const int LoadedBefore = 31;

    /// <summary>How many days of history are to be loaded, of which <paramref name="configured"/> are if nothing is asked for.</summary>
    public int HorizonDays(int configured) => From is { } first
        ? Math.Max(HorizonText.FewestDays, Period.DaysBetween(first, Until.InUtc().Date) + LoadedBefore)
        : configured;

    /// <summary>The instant of the last sample in <paramref name="timezone"/>.</summary>
    public Instant End(Timezone timezone) =>
        To is { } day && day <= Until.InUtc().Date.PlusDays(1) ? Instant.Min(Until, LocalDays.Day(timezone, day).To - BackfillInstants.Second) : Until;
}
