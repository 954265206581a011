namespace Dashboards;

/// <summary>The same people, counted by the days of each time zone.</summary>
internal static class AdoptionByTimezone
{
    public static Section Section() => new(
        "Time zones",
        Table.Of("Active users in each time zone",
            "The same people in every row: only where their days begin and end differs." + DailyUsers.DoNotAdd,
            [
                new("max by (timezone) (coder_daily_active_users{deployment})"),
                new("max by (timezone) (coder_daily_active_users_yesterday{deployment})"),
                new("max by (timezone) (coder_weekly_active_users{deployment})"),
                new("max by (timezone) (coder_monthly_active_users{deployment})"),
            ],
            [
                new("timezone", "Timezone") { Width = 180 },
                Column.Of(0, "Today") with { Bar = true },
                Column.Of(1, "Yesterday") with { Bar = true },
                Column.Of(2, "7 days") with { Bar = true },
                Column.Of(3, "30 days") with { Bar = true },
            ]) with
        { Width = 16, Height = 11, Min = 0 },
        TimeSeries.Of("Around the world today",
            "Users so far that day in zones 6 hours apart: where a line falls to the floor, a day began. Only people's work makes it rise.",
            new Query(
                "max by (timezone) (coder_daily_active_users{deployment,timezone=~\"UTC|UTC-06:00|UTC[+]06:00|UTC[+]12:00\"})",
                "{{timezone}}")) with
        {
            Width = 8,
            Height = 11,
        });
}
