using Exporter.Activity;
using Exporter.Tests.Fixtures;
using NodaTime;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>While history loads: what is known is there and right, and what needs more is not there at all.</summary>
public sealed class IncompleteHistoryTests(PostgresFixture postgres)
{
    private const int Users = 7;
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);
    private static readonly long Today = QuarterRange.DayOf(QuarterRange.QuarterOf(Instant.FromDateTimeOffset(Now)));

    [Fact]
    public async Task FirstRefresh_PublishesTodayAlone()
    {
        await using var deployment = await StartAsync();

        (await deployment.RefreshOnceAsync()).ShouldBeTrue();

        (deployment.Activity.Complete, deployment.Activity.LoadedFrom).ShouldBe((false, QuarterRange.UtcDay(Today).Start));
        var users = deployment.Users();
        (users.Today, users.Yesterday, users.Week, users.Month).ShouldBe((Users, null, null, null));
        deployment.Activity.PerTemplate.ShouldAllBe(template => template.UniqueUsers == null && template.ActiveUsers[0].Today == Users);
        await PageShouldLackAsync(
            deployment, "coder_daily_active_users_yesterday", "coder_weekly_active_users", "coder_monthly_active_users", "coder_template_unique_users",
            "coder_template_daily_active_users_yesterday", "coder_template_weekly_active_users", "coder_template_monthly_active_users");
    }

    /// <summary>West of UTC a day that began yesterday in UTC needs yesterday too.</summary>
    [Fact]
    public async Task FirstRefresh_InZonesWhoseTodayBeganBeforeUtcMidnight_SaysNothingOfThem()
    {
        await using var deployment = await StartAsync();
        await deployment.RefreshOnceAsync();

        foreach (var users in deployment.Activity.Deployment)
        {
            var began = LocalDays.Day(users.Timezone, LocalDays.Today(users.Timezone, Instant.FromDateTimeOffset(Now))).Start;
            (users.Today is null).ShouldBe(began < QuarterRange.UtcDay(Today).Start, users.Timezone.Label);
        }
        // At 13:07 UTC it is the next day already where the clock is 11 hours ahead, and still the same day where it is 12 behind.
        deployment.Activity.Deployment.Count(users => users.Today is null).ShouldBe(10);
    }

    /// <summary>After every chunk: each number is either the one of the complete history or absent.</summary>
    [Fact]
    public async Task EachRefresh_UntilComplete_SaysWhatWillBeSaidInTheEndOrNothing()
    {
        await using var deployment = await StartAsync("--Activity:Timezones=Asia/Kathmandu");
        List<ActivitySnapshot> seen = [];
        bool more;
        do
        {
            more = await deployment.RefreshOnceAsync();
            seen.Add(deployment.Activity);
        }
        while (more);

        var last = seen[^1];
        last.Complete.ShouldBeTrue();
        seen.Count.ShouldBeGreaterThan(40);
        seen.Select(activity => activity.LoadedFrom).ShouldBeInOrder(SortDirection.Descending);
        seen.SkipLast(1).ShouldAllBe(activity => !activity.Complete);
        foreach (var activity in seen)
        {
            foreach (var (then, end) in activity.Deployment.Zip(last.Deployment)) ShouldAgree(then, end);
            foreach (var (then, end) in activity.PerTemplate.Zip(last.PerTemplate))
            {
                then.Template.ShouldBe(end.Template);
                foreach (var (thenUsers, endUsers) in then.ActiveUsers.Zip(end.ActiveUsers)) ShouldAgree(thenUsers, endUsers);
                then.UniqueUsers.ShouldBe(activity.Complete ? end.UniqueUsers : null);
            }
        }
        // The week is there long before the month, and that before the end.
        var (week, month) = (seen.FindIndex(activity => Utc(activity).Week is not null), seen.FindIndex(activity => Utc(activity).Month is not null));
        (week, month).ShouldBe((6, 29));

        static ActiveUsers Utc(ActivitySnapshot activity) => activity.Deployment.Single(users => users.Timezone == Timezone.Utc);
        static void ShouldAgree(ActiveUsers then, ActiveUsers end)
        {
            then.Today.ShouldBeOneOf(end.Today, null);
            then.Yesterday.ShouldBeOneOf(end.Yesterday, null);
            then.Week.ShouldBeOneOf(end.Week, null);
            then.Month.ShouldBeOneOf(end.Month, null);
        }
    }

    [Fact]
    public async Task Answers_UntilComplete_AreNotLoaded()
    {
        await using var deployment = await StartAsync();
        var answers = deployment.Exporter.Get<ActivityAnswers>();
        answers.DeploymentDaus(0).TryGet(out _, out var nothing).ShouldBeFalse();
        await deployment.RefreshOnceAsync();
        answers.DeploymentDaus(0).TryGet(out _, out var some).ShouldBeFalse();

        nothing.ShouldNotBeNull();
        some.ShouldNotBeNull().ToString().ShouldContain("2026-04-15T00:00:00Z");
        await deployment.RefreshAsync();
        answers.DeploymentDaus(0).TryGet(out _, out _).ShouldBeTrue();
    }

    /// <summary>After days without the database the newest come first too, and meanwhile nothing is said that the gap could change.</summary>
    [Fact]
    public async Task FirstRefresh_AfterAnOutageOfDays_PublishesTodayAlone()
    {
        await using var deployment = await StartAsync();
        await deployment.RefreshAsync();
        deployment.Time.AutoAdvanceAmount = TimeSpan.Zero;
        deployment.Time.SetUtcNow(Now.AddDays(3));
        await deployment.ReportAsync(Now.AddDays(3).AddHours(-1));
        deployment.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        (await deployment.RefreshOnceAsync()).ShouldBeTrue();

        var users = deployment.Users();
        (users.Today, users.Yesterday, users.Week, users.Month, deployment.Activity.Complete).ShouldBe((1, null, null, null, false));
        await deployment.RefreshAsync();
        users = deployment.Users();
        (users.Today, users.Yesterday, users.Week, users.Month, deployment.Activity.Complete).ShouldBe((1, 0, Users + 1, Users + 1, true));
    }

    /// <summary>50 days on which some people worked on two templates. Each look at the clock takes a second, so a refresh reads one day.</summary>
    private async Task<FollowedDeployment> StartAsync(params string[] settings)
    {
        var deployment = await FollowedDeployment.StartAsync(postgres, Now, settings);
        Guid[] templates = [await deployment.AddTemplateAsync(), await deployment.AddTemplateAsync()];
        Guid[] users = [.. Enumerable.Range(0, Users).Select(_ => Guid.NewGuid())];
        await deployment.ReportsAsync(
            from day in Enumerable.Range(0, 50)
            from user in users
            from template in templates
            from hours in (int[])[1, 12]
            select new AgentStat(Now.AddDays(-day).AddHours(-hours)) { UserId = user, TemplateId = template, ConnectionCount = 1 });
        deployment.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        return deployment;
    }

    private static async Task PageShouldLackAsync(FollowedDeployment deployment, params string[] families)
    {
        var lines = (await deployment.Exporter.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken)).Split('\n');
        lines.ShouldContain("coder_activity_history_complete{} 0");
        lines.ShouldContain($"coder_daily_active_users{{timezone=\"UTC\"}} {Users}");
        foreach (var family in families) lines.ShouldNotContain(line => line.StartsWith(family + "{", StringComparison.Ordinal), family);
    }
}
