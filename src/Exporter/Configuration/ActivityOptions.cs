using System.Collections.Immutable;
using Exporter.Activity;

namespace Exporter.Configuration;

/// <summary>Who was active when: how often it is read, how far back, and in which time zones it is counted.</summary>
/// <param name="Enabled">Whether the area is read and served at all.</param>
/// <param name="Interval">Time between the starts of two refreshes.</param>
/// <param name="MaxAge">Age at which a snapshot is no longer served; null means never.</param>
/// <param name="HorizonDays">How many UTC days of history are kept before today's, which is kept too.</param>
/// <param name="Overlap">How far before the newest row a refresh reads again, for rows that arrive late.</param>
/// <param name="Source">Which of Coder's tables it is read from.</param>
/// <param name="SystemUsers">Whether accounts that are no people count.</param>
/// <param name="Timezones">Zones for the deployment, besides <see cref="Timezone.WholeHours"/>; holds none of those.</param>
/// <param name="TemplateTimezones">Zones for each template.</param>
internal sealed record ActivityOptions(
    bool Enabled,
    TimeSpan Interval,
    TimeSpan? MaxAge,
    int HorizonDays,
    TimeSpan Overlap,
    ActivitySourceChoice Source,
    bool SystemUsers,
    ImmutableArray<Timezone> Timezones,
    ImmutableArray<Timezone> TemplateTimezones)
{
    public const string Section = "Activity";
    private const string TimezoneKind = "list of time zones";
    private const string TimezoneAllowed = "names like Asia/Kolkata, or offsets like UTC+05:30";

    private static readonly ImmutableSortedDictionary<string, ActivitySourceChoice> Sources = ImmutableSortedDictionary<string, ActivitySourceChoice>.Empty
        .Add("auto", ActivitySourceChoice.Auto)
        .Add("agent_stats", ActivitySourceChoice.AgentStats)
        .Add("usage_rollup", ActivitySourceChoice.UsageRollup);

    public static ActivityOptions Read(ConfigurationReader reader)
    {
        var section = reader.Section(Section);
        var area = AreaSettings.Read(section, TimeSpan.FromMinutes(1), "daily, weekly and monthly active users");
        var horizon = section.Value("Horizon", "duration", "180d", $"{HorizonText.FewestDays}d to {HorizonText.MostDays}d",
            "How many UTC days before today's are loaded; today always is. Monthly active users need 31; more is for unique users and the API's series.",
            HorizonText.TryParse, 180);
        var overlap = section.Duration("Overlap", TimeSpan.FromMinutes(5), TimeSpan.Zero, TimeSpan.FromDays(1),
            "How far before the newest activity each refresh reads again, for rows that were written late. Nothing is counted twice.");
        var source = section.Choice("Source", "auto", Sources,
            "Where activity is read from: the agents' reports (agent_stats), Coder's rollup of them (usage_rollup), or by itself whichever has the history.");
        var systemUsers = section.Flag("SystemUsers", false,
            "Whether Coder's own accounts count as users, such as the one that owns prebuilt workspaces.");
        var timezones = section.List<Timezone>("Timezones", TimezoneKind, "none", TimezoneAllowed,
            "Time zones to count the deployment's active users in, besides the 25 whole-hour offsets from UTC-12:00 to UTC+12:00.",
            Timezone.TryParse, []);
        var templateTimezones = section.List<Timezone>("TemplateTimezones", TimezoneKind, "UTC", TimezoneAllowed,
            "Time zones to count each template's active users in. Each zone adds four series per template.",
            Timezone.TryParse, [Timezone.Utc]);
        section.Finish();

        area.Check(reader, Section);
        reader.Contradiction(overlap >= TimeSpan.FromDays(horizon), "Activity:Overlap", "Activity:Horizon",
            "must be shorter than Activity:Horizon.");
        NoDuplicates(reader, "Activity:Timezones", timezones);
        NoDuplicates(reader, "Activity:TemplateTimezones", templateTimezones);
        foreach (var known in timezones.Intersect(Timezone.WholeHours))
            reader.Mistake("Activity:Timezones", $"{known.Label} is always served; remove it.");
        return new ActivityOptions(area.Enabled, area.Interval, area.MaxAge, horizon, overlap, source, systemUsers, timezones, templateTimezones);
    }

    private static void NoDuplicates(ConfigurationReader reader, string key, ImmutableArray<Timezone> timezones)
    {
        foreach (var label in timezones.GroupBy(zone => zone.Label).Where(group => group.Count() > 1).Select(group => group.Key))
            reader.Mistake(key, $"{label} is listed more than once; remove one.");
    }
}
