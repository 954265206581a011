namespace Dashboards;

/// <summary>Which templates people use.</summary>
internal static class AdoptionByTemplate
{
    public const string Names = "organization_name, template_id, template_name";

    public const string Legend = "{{organization_name}} / {{template_name}}";

    private const string Yesterday = $"max by ({Names}) (coder_template_daily_active_users_yesterday{{template_zone}})";

    private const string WeekBefore =
        $"max by ({Names}) (last_over_time(coder_template_daily_active_users_yesterday{{template_zone}}[1d] offset 7d))";

    public static Section Section() => new(
        "Templates",
        TimeSeries.Of("Active users each day, by template",
            DailyUsers.EachDayExplained + DailyUsers.DoNotAdd,
            new Query(
                DailyUsers.EachDay(
                    Names, "coder_template_daily_active_users{template_zone}", "coder_template_daily_active_users_yesterday{template_zone}"),
                Legend)).Steps() with
        { Width = 16, Height = 10, Interval = "15m" },
        BarGauge.Of("Users of 7 days, by template",
            "The 12 templates that most people used today or on the 6 days before." + DailyUsers.DoNotAdd,
            new Query($"sort_desc(topk(12, max by ({Names}) (coder_template_weekly_active_users{{template_zone}})))", Legend)) with
        { Height = 10 },
        Table.Of("Templates, yesterday and a week before",
            "The last complete day of each template against the same weekday a week before." + DailyUsers.DoNotAdd,
            [
                new($"max by ({Names}) (coder_template_daily_active_users{{template_zone}})"),
                new(Yesterday),
                new(WeekBefore),
                new($"{Yesterday} - {WeekBefore}"),
                new($"max by ({Names}) (coder_template_weekly_active_users{{template_zone}})"),
                new($"max by ({Names}) (coder_template_monthly_active_users{{template_zone}})"),
            ],
            [
                new("template_name", "Template") { Link = OneTemplate },
                new("organization_name", "Organization"),
                Column.Of(0, "Today"),
                Column.Of(1, "Yesterday"),
                Column.Of(2, "A week before"),
                Column.Of(3, "Change") with { Thresholds = new(Colors.Warning, (0, Colors.Muted)) },
                Column.Of(4, "7 days") with { Bar = true, SortBy = true },
                Column.Of(5, "30 days") with { Bar = true },
                new("template_id", "Id") { Hidden = true },
            ]) with
        { Height = 10 });

    /// <summary>The chosen row's template alone, on the dashboard of templates.</summary>
    public static Link OneTemplate { get; } = Dashboard.To("coder-templates", "This template", "&var-template=${__data.fields.Id}");
}
