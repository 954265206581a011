using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>After the first load: what is new is counted, and nothing else is read.</summary>
public sealed class FollowingTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Now = new(2026, 4, 15, 13, 7, 23, TimeSpan.Zero);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task NewReports_AreCountedAtTheNextRefresh_AndTheHistoryIsNotReadAgain()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        await deployment.ReportsAsync(History(days: 40, users: 20));
        await deployment.ReportAsync(Now, connections: 0);
        await deployment.RefreshAsync();
        (deployment.Users().Today, deployment.RowsRead).ShouldBe((20, 800));

        deployment.Time.Advance(20 * Minute);
        for (var user = 0; user < 3; user++) await deployment.ReportAsync(Now + 19 * Minute);
        await deployment.RefreshAsync();
        (deployment.Users().Today, deployment.RowsRead).ShouldBe((23, 803));

        deployment.Time.Advance(20 * Minute);
        await deployment.ReportAsync(Now + 39 * Minute, connections: 0);
        await deployment.RefreshAsync(); // once more what is within the overlap
        (deployment.Users().Today, deployment.RowsRead).ShouldBe((23, 806));

        for (var refresh = 0; refresh < 5; refresh++) await deployment.RefreshAsync();
        (deployment.Users().Today, deployment.RowsRead).ShouldBe((23, 806));
    }

    /// <summary>Hours without a report are no gap in what was read: the history stays complete when somebody comes in the morning.</summary>
    [Fact]
    public async Task FirstReport_AfterAQuietNight_IsOnlyNews()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        await deployment.ReportsAsync(History(days: 40, users: 2));
        await deployment.RefreshAsync();
        for (var hour = 0; hour < 60; hour++)
        {
            deployment.Time.Advance(60 * Minute);
            await deployment.RefreshAsync();
        }

        await deployment.ReportAsync(deployment.Time.GetUtcNow());
        deployment.Time.Advance(Minute);

        (await deployment.RefreshOnceAsync()).ShouldBeFalse();
        deployment.Activity.Complete.ShouldBeTrue();
        deployment.Users().Today.ShouldBe(1);
    }

    [Fact]
    public async Task LateReport_WithinTheOverlap_IsCountedAtTheNextRefresh()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now, "--Activity:Overlap=10m");
        await deployment.ReportAsync(Now);
        await deployment.RefreshAsync();

        await deployment.ReportAsync(Now - 10 * Minute);
        await deployment.ReportAsync(Now - 10 * Minute - TimeSpan.FromMicroseconds(1));
        await deployment.RefreshAsync();

        deployment.Users().Today.ShouldBe(2);
    }

    [Fact]
    public async Task LateReport_LaterThanTheOverlap_IsFoundAfterMidnightAndLogged()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        await deployment.ReportAsync(Now);
        await deployment.RefreshAsync();
        await deployment.ReportAsync(Now.AddHours(-2));
        await deployment.ReportAsync(Now.AddDays(-1));
        await deployment.RefreshAsync();
        (deployment.Users().Today, deployment.Users().Yesterday).ShouldBe((1, 0));

        deployment.Time.SetUtcNow(new(2026, 4, 16, 0, 0, 1, TimeSpan.Zero));
        await deployment.RefreshAsync();

        (deployment.Users().Today, deployment.Users().Yesterday, deployment.Users().Week).ShouldBe((0, 2, 3));
        Late().ShouldBe(["2026-04-15T00:00:00Z", "2026-04-14T00:00:00Z"]);

        deployment.Time.Advance(TimeSpan.FromDays(1));
        await deployment.RefreshAsync();
        Late().Length.ShouldBe(2);

        string[] Late() => [.. deployment.Exporter.Logs.GetSnapshot()
            .Where(entry => entry.Message.Contains("arrived later than", StringComparison.Ordinal))
            .Select(entry => entry.GetStructuredStateValue("Day")!)];
    }

    [Fact]
    public async Task ReportStampedMinutesAhead_CountsOnTheDayOfItsStamp()
    {
        var lateEvening = new DateTimeOffset(2026, 4, 15, 23, 58, 0, TimeSpan.Zero);
        await using var deployment = await FollowedDeployment.StartAsync(postgres, lateEvening);
        await deployment.ReportAsync(lateEvening - Minute, connections: 0);
        await deployment.RefreshAsync();
        await deployment.ReportAsync(lateEvening + Minute);
        await deployment.ReportAsync(lateEvening + 5 * Minute);
        await deployment.RefreshAsync();
        deployment.Users().Today.ShouldBe(1);

        await deployment.ReportAsync(lateEvening - Minute); // the stamp ahead has not lifted the mark over this one
        deployment.Time.Advance(3 * Minute);
        await deployment.RefreshAsync();

        (deployment.Users().Today, deployment.Users().Yesterday).ShouldBe((1, 2));
        await deployment.ShouldEqualPlainSqlAsync();
    }

    [Fact]
    public async Task ReportStampedAYearAhead_ChangesNothing()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        await deployment.ReportAsync(Now.AddYears(1));
        await deployment.ReportAsync(Now.AddHours(-1));
        await deployment.RefreshAsync();
        (deployment.Users().Today, deployment.Users().Month, deployment.RowsRead).ShouldBe((1, 1, 1));
        deployment.Activity.History.Newest!.Value.ToDateTimeOffset().ShouldBe(Now.AddHours(-1));

        // Whose clock runs three quarters of an hour behind ours is still followed from where it was.
        await deployment.ReportAsync(Now - 44 * Minute);
        deployment.Time.Advance(Minute);
        await deployment.RefreshAsync();

        (deployment.Users().Today, deployment.Users().Month).ShouldBe((2, 2));
    }

    [Fact]
    public async Task EmptyTable_FilledLater_IsLoadedWhole()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        var template = await deployment.AddTemplateAsync();
        await deployment.RefreshAsync();
        var users = deployment.Users();
        (users.Today, users.Yesterday, users.Week, users.Month, deployment.Activity.Complete).ShouldBe((0, 0, 0, 0, true));

        await deployment.ReportsAsync(History(days: 60, users: 5, template));
        deployment.Time.Advance(Minute);
        await deployment.RefreshAsync();

        deployment.Users().Today.ShouldBe(5);
        await deployment.ShouldEqualPlainSqlAsync(template);
    }

    /// <summary>A deployment that nobody uses for a while is known no less than before.</summary>
    [Fact]
    public async Task NothingNewForDays_ReadsNothingAndStaysComplete()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        await deployment.ReportsAsync(History(days: 40, users: 5));
        await deployment.ReportAsync(Now, connections: 0);
        await deployment.RefreshAsync();
        deployment.Time.Advance(TimeSpan.FromDays(5));
        await deployment.RefreshAsync();
        var rows = deployment.RowsRead;

        deployment.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1); // a slow database
        (await deployment.RefreshOnceAsync()).ShouldBeFalse();

        (deployment.Activity.Complete, deployment.Users().Month, deployment.RowsRead).ShouldBe((true, 5, rows));
    }

    [Theory]
    [InlineData("00:20:00")]
    [InlineData("03:00:00")]
    [InlineData("2.00:00:00")]
    [InlineData("9.11:52:37")] // to midnight exactly
    public async Task Outage_WhateverItsLength_LosesNothing(string length)
    {
        var outage = TimeSpan.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now);
        var template = await deployment.AddTemplateAsync();
        await deployment.ReportsAsync(History(days: 20, users: 5, template));
        await deployment.RefreshAsync();

        var random = new Random(1);
        Guid[] users = [.. Enumerable.Range(0, 30).Select(_ => Guid.NewGuid())];
        await deployment.ReportsAsync(Enumerable.Range(0, 500).Select(_ => new AgentStat(Now + random.NextDouble() * outage)
        {
            UserId = users[random.Next(users.Length)],
            TemplateId = template,
            ConnectionCount = random.Next(2),
        }));
        deployment.Time.Advance(outage);
        await deployment.RefreshAsync();

        await deployment.ShouldEqualPlainSqlAsync(template);
        deployment.Exporter.Logs.GetSnapshot().ShouldBeEmpty();
    }

    [Fact]
    public async Task Horizon_AtUtcMidnight_TheDayBeyondItVanishes()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now, "--Activity:Horizon=31d");
        var template = await deployment.AddTemplateAsync();
        var midnight = new DateTimeOffset(Now.UtcDateTime.Date, TimeSpan.Zero);
        foreach (var days in (int[])[32, 31, 30, 0]) await deployment.ReportAsync(midnight.AddDays(-days), template: template);
        await deployment.ReportAsync(midnight.AddDays(-31).AddMicroseconds(-1), template: template);
        await deployment.RefreshAsync();
        UniqueUsers().ShouldBe(3);

        deployment.Time.SetUtcNow(midnight.AddDays(1).AddMicroseconds(-1));
        await deployment.RefreshAsync();
        UniqueUsers().ShouldBe(3);

        deployment.Time.SetUtcNow(midnight.AddDays(1));
        await deployment.RefreshAsync();
        UniqueUsers().ShouldBe(2);
        deployment.Activity.LoadedFrom.ShouldBe(Exporter.Activity.QuarterRange.QuarterOf(NodaTime.Instant.FromDateTimeOffset(midnight.AddDays(-30))));

        int? UniqueUsers() => deployment.Activity.PerTemplate.Single(activity => activity.Template.Id == template).UniqueUsers;
    }

    [Fact]
    public async Task OutageLongerThanTheHorizon_LeavesNoDayBeyondIt()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now, "--Activity:Horizon=31d");
        await deployment.ReportAsync(Now);
        await deployment.RefreshAsync();
        for (var day = 1; day <= 100; day++) await deployment.ReportAsync(Now.AddDays(day));
        deployment.Time.Advance(TimeSpan.FromDays(100));
        await deployment.RefreshAsync();

        deployment.Users().Month.ShouldBe(30);
        deployment.Activity.History.Days.Count().ShouldBe(32);
    }

    [Fact]
    public async Task NothingNewForLongerThanTheHorizon_LeavesNothing()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now, "--Activity:Horizon=31d");
        await deployment.ReportAsync(Now);
        await deployment.RefreshAsync();
        deployment.Time.Advance(TimeSpan.FromDays(33));
        for (var refresh = 0; refresh < 3; refresh++) await deployment.RefreshAsync();

        deployment.Activity.History.Days.ShouldBeEmpty();
        deployment.Users().Month.ShouldBe(0);
    }

    /// <summary>Days that were still to be read when they fell out of the horizon.</summary>
    [Fact]
    public async Task Midnight_WhileHistoryLoads_ForgetsTheDayBeyondTheHorizon()
    {
        await using var deployment = await FollowedDeployment.StartAsync(postgres, Now, "--Activity:Horizon=31d");
        var template = await deployment.AddTemplateAsync();
        await deployment.ReportsAsync(History(days: 40, users: 1, template));
        deployment.Time.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        for (var refresh = 0; refresh < 10; refresh++) (await deployment.RefreshOnceAsync()).ShouldBeTrue();
        deployment.Activity.Complete.ShouldBeFalse();

        deployment.Time.Advance(TimeSpan.FromDays(1));
        await deployment.RefreshAsync();

        deployment.Activity.Complete.ShouldBeTrue();
        deployment.Activity.History.Days.Count().ShouldBe(31); // today is one of the horizon's, and nobody was active yet
    }

    [Fact]
    public async Task Midnight_OfAZone_MakesItsTodayYesterday()
    {
        var before = new DateTimeOffset(2026, 4, 15, 18, 29, 0, TimeSpan.Zero); // 23:59 in Kolkata
        await using var deployment = await FollowedDeployment.StartAsync(postgres, before, "--Activity:Timezones=Asia/Kolkata");
        await deployment.ReportAsync(before.AddHours(-1));
        await deployment.ReportAsync(before.AddHours(-25));
        await deployment.RefreshAsync();
        Kolkata().ShouldBe((1, 1));

        deployment.Time.Advance(Minute);
        await deployment.RefreshAsync();

        Kolkata().ShouldBe((0, 1));
        (deployment.Users().Today, deployment.Users().Yesterday).ShouldBe((1, 1));

        (int?, int?) Kolkata() => (deployment.Users("Asia/Kolkata").Today, deployment.Users("Asia/Kolkata").Yesterday);
    }

    /// <summary>Each day each of the users once, the last day an hour ago.</summary>
    private static IEnumerable<AgentStat> History(int days, int users, Guid? template = null)
    {
        Guid[] ids = [.. Enumerable.Range(0, users).Select(_ => Guid.NewGuid())];
        return
            from day in Enumerable.Range(0, days)
            from user in ids
            select new AgentStat(Now.AddHours(-1).AddDays(-day)) { UserId = user, TemplateId = template ?? Guid.Empty, ConnectionCount = 1 };
    }
}
