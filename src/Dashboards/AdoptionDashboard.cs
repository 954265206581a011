namespace Dashboards;

/// <summary>Who uses Coder?</summary>
internal static class AdoptionDashboard
{
    private const string SevenDays =
        "avg_over_time(max by (timezone) (last_over_time(coder_daily_active_users_yesterday{zone}[1d]))[7d:1h])";

    private const string Stickiness =
        SevenDays + "\n  / max by (timezone) (last_over_time(coder_monthly_active_users{zone}[1d]))";

    private const string StickinessExplained =
        "The average day's users of the last 7 complete days as a share of the 30 days' users. Who works 5 days a week brings it to 71 % at best.";

    public static readonly Dashboard Dashboard = new(
        "coder-adoption",
        "Coder / Adoption",
        "Who uses Coder: active users of each day, week and month, in the chosen time zone, for the deployment and for every template.",
        "now-60d",
        [Variables.Job, Variables.Timezone, Variables.TemplateTimezone, Variables.Organization, Variables.Template],
        [AtAGlance(), DayByDay(), WeeksAndMonths(), AdoptionByTemplate.Section(), AdoptionByTimezone.Section()]);

    private static Section AtAGlance() => new(
        "",
        Stat.Of("Today", "People who were active so far today, in the chosen time zone.", "max by (timezone) (coder_daily_active_users{zone})"),
        Stat.Of("Yesterday", "People who were active on the last complete day.", "max by (timezone) (coder_daily_active_users_yesterday{zone})"),
        Stat.Of("Against last week",
            "Yesterday against the same weekday a week before: 10 % is a tenth more people, -10 % a tenth fewer.",
            """
            max by (timezone) (coder_daily_active_users_yesterday{zone})
              / max by (timezone) (last_over_time(coder_daily_active_users_yesterday{zone}[1d] offset 7d)) - 1
            """) with
        { Unit = "percentunit", Decimals = 0, Thresholds = new(Colors.Warning, (-0.25, Colors.Plain)), NoValue = "no week before" },
        Stat.Of("7 days", "People who were active today or on the 6 days before.", "max by (timezone) (coder_weekly_active_users{zone})"),
        Stat.Of("30 days", "People who were active today or on the 29 days before.", "max by (timezone) (coder_monthly_active_users{zone})"),
        Stat.Of("Stickiness", StickinessExplained, Stickiness) with { Unit = "percentunit", Decimals = 0 },
        Stat.Of("Newest activity",
            "When anybody was active last. Long ago means that nobody works, or that Coder stopped recording.",
            "max(coder_activity_newest_timestamp_seconds{deployment}) * 1000") with
        {
            Unit = "dateTimeFromNow",
            Links = [Link.Runbook("CoderActivityNotRecorded")],
        },
        Stat.Freshness("activity"));

    private static Section DayByDay() => new(
        "Day by day",
        TimeSeries.Of("Active users each day",
            DailyUsers.EachDayExplained,
            new Query(
                DailyUsers.EachDay("timezone", "coder_daily_active_users{zone}", "coder_daily_active_users_yesterday{zone}"),
                "users of the day"),
            new Query(SevenDays, "average of the last 7 days")).Steps(fill: 30) with
        { Width = 16, Height = 10, Interval = "15m" },
        BarGauge.Of("Yesterday, and that weekday before",
            "The last complete day against the same weekday of the 4 weeks before, so that weekends and holidays do not mislead.",
            new Query("max by (timezone) (coder_daily_active_users_yesterday{zone})", "yesterday"),
            WeeksBefore(1), WeeksBefore(2), WeeksBefore(3), WeeksBefore(4)) with
        { Height = 10 });

    private static Section WeeksAndMonths() => new(
        "Weeks and months",
        TimeSeries.Of("Users of 7 and of 30 days",
            "People who were active on the day or on the 6 or 29 days before." + DailyUsers.DoNotAdd,
            new Query("max by (timezone) (last_over_time(coder_monthly_active_users{zone}[1d]))", "30 days"),
            new Query("max by (timezone) (last_over_time(coder_weekly_active_users{zone}[1d]))", "7 days")) with
        { Interval = "15m" },
        TimeSeries.Of("Stickiness, over time", StickinessExplained, new Query(Stickiness, "average day / 30 days")) with
        {
            Unit = "percentunit",
            Interval = "15m",
        });

    private static Query WeeksBefore(int weeks) => new(
        $"max by (timezone) (last_over_time(coder_daily_active_users_yesterday{{zone}}[1d] offset {weeks * 7}d))",
        weeks == 1 ? "1 week before" : $"{weeks} weeks before");
}
