namespace Dashboards;

/// <summary>Which templates are used, and how long do people wait for them?</summary>
internal static class TemplatesDashboard
{
    private const string Names = AdoptionByTemplate.Names, Legend = AdoptionByTemplate.Legend;

    private static readonly Thresholds Waiting = Thresholds.HighIsBad(5 * 60, 10 * 60);

    public static readonly Dashboard Dashboard = new(
        "coder-templates",
        "Coder / Templates",
        "Every template: who uses it, how long its workspaces take to start, stop and be deleted, and how many builds that rests on.",
        "now-7d",
        [Variables.Job, Variables.Organization, Variables.Template, Variables.TemplateTimezone],
        [AtAGlance(), Everything(), BuildTimes(), CompletedBuilds.Section(), Users()]);

    private static Section AtAGlance() => new(
        "",
        Stat.Of("Templates", "Templates that exist, or of which a workspace does.",
            "count(count by (template_id) (coder_template_workspace_owners{template}))"),
        Stat.Of("Used in 7 days", "Templates that somebody used today or on the 6 days before.",
            "count(max by (template_id) (coder_template_weekly_active_users{template_zone}) > 0) or vector(0)"),
        Stat.Of("Unused for 30 days", "Templates that exist, and that nobody used today or on the 29 days before.",
            """
            count(max by (template_id) (coder_template_monthly_active_users{template_zone}) == 0
              and on (template_id) max by (template_id) (coder_template_workspace_owners{template})) or vector(0)
            """) with
        { Words = Words.Of((0, "none", Colors.Plain)) },
        Stat.Of("Builds", "Successful builds of the configured window (BuildTimes:Window), on which the times below rest.",
            $"sum(max by ({Names}, transition) (coder_template_build_time_samples{{template}}))"),
        Stat.Named("Most used", "The template that most people used today or on the 6 days before.",
            $"topk(1, max by ({Names}) (coder_template_weekly_active_users{{template_zone}}))", "{{template_name}}") with
        { Width = 4 },
        Stat.Named("Slowest start",
            "The template whose workspaces take longest to start: 95 of 100 starts were faster. Orange from 5 minutes on, red from 10.",
            $"topk(1, max by ({Names}) (coder_template_build_time_seconds{{template,transition=\"start\",percentile=\"0.95\"}}))",
            "{{template_name}}") with
        { Width = 5, Unit = "s", Thresholds = Waiting, Links = [Link.Runbook("CoderBuildTimesUp")] },
        Stat.Freshness("build_times"));

    private static Section Everything() => new(
        "Every template",
        Table.Of("Users, owners and starts",
            "Users in the chosen time zone, owners of workspaces, and the times of successful starts: half were faster than the median, 95 of 100 " +
            "faster than the 95th percentile." + DailyUsers.DoNotAdd,
            [
                new($"max by ({Names}) (coder_template_daily_active_users{{template_zone}})"),
                new($"max by ({Names}) (coder_template_weekly_active_users{{template_zone}})"),
                new($"max by ({Names}) (coder_template_monthly_active_users{{template_zone}})"),
                new($"max by ({Names}) (coder_template_unique_users{{template}})"),
                new($"max by ({Names}) (coder_template_workspace_owners{{template}})"),
                new($"max by ({Names}) (coder_template_build_time_seconds{{template,transition=\"start\",percentile=\"0.5\"}})"),
                new($"max by ({Names}) (coder_template_build_time_seconds{{template,transition=\"start\",percentile=\"0.95\"}})"),
                new($"max by ({Names}) (coder_template_build_time_samples{{template,transition=\"start\"}})"),
            ],
            [
                new("template_name", "Template") { Link = AdoptionByTemplate.OneTemplate },
                new("organization_name", "Organization"),
                Column.Of(0, "Users today"),
                Column.Of(1, "7 days") with { Bar = true, SortBy = true },
                Column.Of(2, "30 days") with { Bar = true },
                Column.Of(3, "All history"),
                Column.Of(4, "Owners"),
                Column.Of(5, "Start, median") with { Unit = "s", Thresholds = Waiting },
                Column.Of(6, "Start, 95th percentile") with { Unit = "s", Thresholds = Waiting },
                Column.Of(7, "Starts"),
                new("template_id", "Id") { Hidden = true },
            ]) with
        { Height = 11, Min = 0 });

    private static Section BuildTimes() => new(
        "How long builds take",
        [
            BuildTime("Start, median", "start", "0.5"), BuildTime("Stop, median", "stop", "0.5"), BuildTime("Delete, median", "delete", "0.5"),
            BuildTime("Start, 95th percentile", "start", "0.95"), BuildTime("Stop, 95th percentile", "stop", "0.95"),
            BuildTime("Delete, 95th percentile", "delete", "0.95"),
        ]);

    private static Panel BuildTime(string title, string transition, string percentile) => TimeSeries.Of(
        title,
        $"How long successful builds with the transition {transition} took, of those that started within BuildTimes:Window: " +
        (percentile == "0.5" ? "half were faster." : "95 of 100 were faster.") + " A template without such a build has no line. Do not average.",
        new Query(
            $$"""
            max by ({{Names}}) (
              last_over_time(coder_template_build_time_seconds{template,transition="{{transition}}",percentile="{{percentile}}"}[15m]))
            """,
            Legend)) with
    { Width = 8, Unit = "s", Interval = "5m" };

    private static Section Users() => new(
        "Users, owners and builds",
        TimeSeries.Of("Users of 7 days, over time",
            "People who were active on the template on the day or on the 6 days before." + DailyUsers.DoNotAdd,
            new Query($"max by ({Names}) (last_over_time(coder_template_weekly_active_users{{template_zone}}[1d]))", Legend)) with
        { Interval = "15m" },
        BarGauge.Of("Users of all history",
            "The 12 templates that most people ever used, within the history that is loaded (Activity:Horizon)." + DailyUsers.DoNotAdd,
            new Query($"sort_desc(topk(12, max by ({Names}) (coder_template_unique_users{{template}})))", Legend)) with
        { Width = 12 },
        TimeSeries.Of("Owners of workspaces", "People who own a workspace of the template, used or not. Do not add up: one person may own several.",
            new Query($"max by ({Names}) (last_over_time(coder_template_workspace_owners{{template}}[15m]))", Legend)) with
        { Interval = "5m" },
        TimeSeries.Of("Builds behind the percentiles", "Successful builds within BuildTimes:Window, of all chosen templates.",
            new Query(
                $"sum by (transition) (max by ({Names}, transition) (last_over_time(coder_template_build_time_samples{{template}}[15m])))",
                "{{transition}}"))
            with
        { Interval = "5m" });
}
