using System.Collections.Immutable;
using Exporter.Metrics;
using Exporter.Templates;
using NodaTime;

namespace Exporter.Activity;

/// <summary>What <c>/metrics</c> says about activity.</summary>
internal static class ActivityMetrics
{
    private const string Rule =
        " A user is active when an agent of one of their workspaces reports a connection; or, where coder_activity_source_info says usage_rollup, " +
        "when they have a session or use an app. From workspace_agent_stats or template_usage_stats.";
    private const string DoNotSum = " Do not sum over timezones: they show the same users.";
    private const string DoNotSumTemplates = " Do not sum over templates: one user may use several.";
    private const string DoNotSumEither = " Do not sum: one user may use several templates, and timezones show the same users.";

    /// <summary>Daily, weekly and monthly active users.</summary>
    public static readonly ImmutableArray<ActiveUsersMetric> ActiveUsers =
    [
        new(ActivityWindow.Today,
            InZones("coder_daily_active_users", "Distinct users active so far today in the timezone.", users => users.Today),
            PerTemplate("coder_template_daily_active_users",
                "Distinct users active on the template so far today in the timezone.", users => users.Today)),
        new(ActivityWindow.Yesterday,
            InZones("coder_daily_active_users_yesterday",
                "Distinct users active on the last complete day of the timezone.", users => users.Yesterday),
            PerTemplate("coder_template_daily_active_users_yesterday",
                "Distinct users active on the template on the last complete day of the timezone.", users => users.Yesterday)),
        new(ActivityWindow.Week,
            InZones("coder_weekly_active_users", "Distinct users active today or on the 6 days before, in the timezone.", users => users.Week),
            PerTemplate("coder_template_weekly_active_users",
                "Distinct users active on the template today or on the 6 days before, in the timezone.", users => users.Week)),
        new(ActivityWindow.Month,
            InZones("coder_monthly_active_users", "Distinct users active today or on the 29 days before, in the timezone.", users => users.Month),
            PerTemplate("coder_template_monthly_active_users",
                "Distinct users active on the template today or on the 29 days before, in the timezone.", users => users.Month)),
    ];

    public static readonly MetricGroup<ActivitySnapshot> Group = new("activity",
    [
        .. ActiveUsers.Select(metric => metric.Deployment),
        .. ActiveUsers.Select(metric => metric.PerTemplate),
        new("coder_template_unique_users",
            "Distinct users active on the template in all history within Activity:Horizon; absent until that is loaded." + Rule + DoNotSumTemplates,
            activity => activity.PerTemplate
                .Where(template => template.UniqueUsers is not null)
                .Select(template => new Sample(template.UniqueUsers!.Value, TemplateLabels.Of(template.Template))))
            { Labels = TemplateLabels.Names },
        new("coder_activity_source_info",
            "Always 1; the label says which of Coder's records activity is read from, since they define it differently.",
            activity => [new(1, activity.Source.Name)])
            { Labels = ["source"], MaxSeries = 4 },
        new("coder_activity_newest_timestamp_seconds",
            "When the newest activity was: tells a deployment where nobody works from one that stopped recording.",
            activity => activity.History.Newest is { } newest ? [new(Seconds(newest))] : [])
            { MaxSeries = 1 },
        new("coder_activity_history_start_timestamp_seconds",
            "The instant from which on the history is loaded.",
            activity => [new(Seconds(QuarterRange.InstantOf(activity.LoadedFrom)))])
            { MaxSeries = 1 },
        new("coder_activity_history_complete",
            "Whether all history within Activity:Horizon is loaded.",
            activity => [new(activity.Complete ? 1 : 0)])
            { MaxSeries = 1 },
    ]);

    /// <summary>The label values of active users, in the order of the metric's labels: of a template, or of the deployment when null.</summary>
    public static string[] Labels(Template? template, Timezone timezone) =>
        template is null ? [timezone.Label] : [.. TemplateLabels.Of(template), timezone.Label];

    private static Metric<ActivitySnapshot> InZones(string name, string help, Func<ActiveUsers, int?> read) =>
        new(name, help + Rule + DoNotSum, activity => activity.Deployment
            .Where(users => read(users) is not null)
            .Select(users => new Sample(read(users)!.Value, Labels(template: null, users.Timezone))))
        { Labels = ["timezone"] };

    private static Metric<ActivitySnapshot> PerTemplate(string name, string help, Func<ActiveUsers, int?> read) =>
        new(name, help + Rule + DoNotSumEither, activity =>
            from template in activity.PerTemplate
            from users in template.ActiveUsers
            where read(users) is not null
            select new Sample(read(users)!.Value, Labels(template.Template, users.Timezone)))
        { Labels = [.. TemplateLabels.Names, "timezone"] };

    private static double Seconds(Instant instant) => instant.ToUnixTimeMilliseconds() / 1000.0;
}
