namespace Exporter.Activity;

/// <summary>Distinct users by local day in one timezone; null where the history it takes is not loaded yet.</summary>
/// <param name="Today">So far today.</param>
/// <param name="Yesterday">On the last complete day.</param>
/// <param name="Week">Today and the 6 days before.</param>
/// <param name="Month">Today and the 29 days before.</param>
internal sealed record ActiveUsers(Timezone Timezone, int? Today, int? Yesterday, int? Week, int? Month);
