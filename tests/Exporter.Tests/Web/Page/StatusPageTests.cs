using System.Xml.Linq;
using Exporter.Activity;
using Exporter.Deployment;
using Exporter.Metrics;
using Exporter.Refresh;
using Exporter.Tests.Fixtures;
using NodaTime;
using Simulation;

namespace Exporter.Tests.Web.Page;

public sealed class StatusPageTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Page_OfAKnownDeployment_IsThisToTheLetter()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        exporter.Time.Advance(TimeSpan.FromSeconds(42));

        var answer = await Answered.GetAsync(exporter, "/?timezone=Asia/Kolkata");
        var revision = BuildInfo.Revision[..Math.Min(12, BuildInfo.Revision.Length)];
        Golden.Check("tests/Exporter.Tests/Golden/status.html", answer.Body
            .Replace($"{BuildInfo.Version}, revision {revision}", "VERSION, revision REVISION", StringComparison.Ordinal)
            .Replace(DateTimeZoneProviders.Tzdb.VersionId, "TZVERSION", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_OfARunningExporter_LinksWhatIsServed()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        var page = await PageText.GetAsync(exporter);
        string[] links = [.. page.Root.Descendants("a").Select(link => link.Attribute("href")!.Value)];
        links.ShouldBe(
            ["/metrics", "/metrics/process", "/readyz", "/healthz", "/api/activity", "/api/v2/insights/daus", "/api/v2/templates",
                "/api/v2/deployment/stats", "/openapi/v1.json"]);
        foreach (var link in links) (await Answered.GetAsync(exporter, link)).Status.ShouldNotBe(404, link);
    }

    /// <summary>What a strict Content-Security-Policy allows: nothing from elsewhere, no script, no style within the page.</summary>
    [Fact]
    public async Task Page_Always_AsksNobodyElseAndRunsNothing()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        var page = (await PageText.GetAsync(exporter)).Root;
        page.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href" or "action" or "srcset")
            .ShouldAllBe(attribute => attribute.Value.StartsWith('/') && !attribute.Value.StartsWith("//", StringComparison.Ordinal));
        string[] forbidden = ["script", "style", "iframe", "object", "base", "img"];
        page.Descendants().Select(element => element.Name.LocalName).Intersect(forbidden).ShouldBeEmpty();
        page.DescendantsAndSelf().Attributes()
            .Where(attribute => attribute.Name == "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_Always_HasLandmarksAndHeadingsInOrder()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        var page = (await PageText.GetAsync(exporter)).Root;
        page.Attribute("lang")!.Value.ShouldBe("en");
        foreach (var landmark in new[] { "header", "main", "nav", "footer", "h1" }) page.Descendants(landmark).ShouldHaveSingleItem();
        int[] levels = [.. page.Descendants().Select(element => element.Name.LocalName)
            .Where(name => name is "h1" or "h2" or "h3" or "h4").Select(name => name[1] - '0')];
        levels[0].ShouldBe(1);
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First + 1);
    }

    [Fact]
    public async Task Page_WhileNothingIsLoaded_SaysSoAndShowsNoNumber()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        var page = await PageText.GetAsync(exporter);

        page.Headline.ShouldBe("Still loading activity, build times and deployment.");
        page.Areas[0].ShouldBe("Activity Loading Nothing has been loaded yet. Refreshed every 1 min.");
        page.SectionText("activity").ShouldEndWith("Show Nothing has been loaded yet.");
        page.SectionText("deployment").ShouldBe("Workspaces now Nothing has been loaded yet.");
        page.SectionText("templates").ShouldBe(
            "Templates Users: Nothing has been loaded yet. Owners and build times: Nothing has been loaded yet.");
        PageText.Text(page.Root.Descendants("footer").Single()).ShouldContain("not seen yet");
    }

    [Fact]
    public async Task Page_WhileHistoryLoads_ShowsWhatIsKnownAndNoMore()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.StartAsync(database, new SlowClock());
        for (var day = 0; day < 9; day++) (await exporter.RefreshOnceAsync<ActivitySnapshot>()).ShouldBeTrue();

        var page = await PageText.GetAsync(exporter);
        page.Headline.ShouldBe("Still loading activity, build times and deployment.");
        page.Areas[0].ShouldStartWith("Activity Loading History loads, newest day first; it is known back to Tue 7 Apr 2026, 00:00 UTC.");
        page.SectionText("activity").ShouldContain(
            "Today so far 2 Wed 15 Apr 2026 Yesterday 0 Tue 14 Apr 2026 Weekly (WAU) 2 today and the 6 days before " +
            "Monthly (MAU) not loaded yet today and the 29 days before Stickiness not loaded yet");
        page.Rows("activity", "numbers")[..3].ShouldBe(
            ["Wed 15 Apr, so far | 2 | 2 | not loaded", "Tue 14 Apr | 0 | 2 | not loaded", "Mon 13 Apr | 1 | 3 | not loaded"]);
        page.Rows("activity", "numbers")[8..10].ShouldBe(
            ["Tue 7 Apr | 1 | not loaded | not loaded", "Mon 6 Apr | not loaded | not loaded | not loaded"]);
        page.Rows("templates", "templates")[0].ShouldBe("Docker containers main / docker | 2 | 2 | not loaded | not loaded");
    }

    [Fact]
    public async Task Page_WhenAnAreaFails_SaysWhyAndHowOldTheNumbersAre()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        await database.ExecuteAsync("drop table workspace_builds");
        exporter.Time.Advance(TimeSpan.FromMinutes(2.5));
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync<DeploymentSnapshot>);
        exporter.Time.Advance(TimeSpan.FromSeconds(5));

        var page = await PageText.GetAsync(exporter);
        page.Headline.ShouldBe("The refresh of deployment fails; everything else is fresh.");
        page.Areas[0].ShouldBe("Activity Fresh The numbers are 2 min old. Refreshed every 1 min.");
        page.Areas[2].ShouldStartWith("Deployment Failing The numbers are 2 min old; last tried 5 s ago. A table or column is gone");
        page.Areas[2].ShouldContain("workspace_builds");
        page.SectionText("deployment").ShouldContain("running");
    }

    [Fact]
    public async Task Page_WhenNothingIsRefreshed_SaysThatItIsOverdue()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        exporter.Time.Advance(TimeSpan.FromMinutes(4));

        var page = await PageText.GetAsync(exporter);
        page.Headline.ShouldBe("The refresh of activity and deployment is overdue; everything else is fresh.");
        page.Areas[0].ShouldBe("Activity Late The numbers are 4 min old, and no refresh since has ended. Refreshed every 1 min.");
    }

    [Fact]
    public async Task Page_WithoutADatabase_SaysSoFirst()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now), "--Deployment:MaxAge=5m");
        await exporter.RefreshAsync<DeploymentSnapshot>();
        exporter.Time.Advance(TimeSpan.FromMinutes(4));
        exporter.Get<DatabaseHealth>().Unreachable(new TimeoutException(), exporter.Get<DatabaseHealth>().Changes);
        (await PageText.GetAsync(exporter)).Headline.ShouldBe("The database cannot be used; the numbers are up to 4 min old.");

        exporter.Time.Advance(TimeSpan.FromMinutes(2));
        var page = await PageText.GetAsync(exporter);
        page.Headline.ShouldBe("The database cannot be used; there are no numbers to show.");
        page.SectionText("deployment").ShouldBe("Workspaces now The numbers are too old to be shown, as the configuration says (MaxAge).");
    }

    [Fact]
    public async Task Page_WhenNeverLoaded_SaysWhatIsWrong()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync);
        var page = await PageText.GetAsync(exporter);
        page.Headline.ShouldBe("The database cannot be used; there are no numbers to show.");
        page.Areas[0].ShouldStartWith("Activity Failing Never loaded; last tried 0 s ago. Nothing listens at that host and port");
    }

    [Fact]
    public async Task Page_OfAnEmptyDeployment_SaysThatThereIsNothing()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        var page = await PageText.GetAsync(exporter);
        page.Headline.ShouldBe("Everything is fresh.");
        page.SectionText("activity").ShouldContain("Today so far 0");
        page.SectionText("activity").ShouldContain("Stickiness no users");
        page.SectionText("activity").ShouldContain("No activity at all is known.");
        page.SectionText("deployment").ShouldContain("latency, median nobody measured");
        page.SectionText("templates").ShouldBe("Templates There are no templates.");
    }

    [Theory]
    [InlineData("Activity", 0, "Activity Off Switched off in the configuration.", "Still loading build times and deployment.")]
    [InlineData("BuildTimes", 1, "Build times Off Switched off in the configuration.", "Still loading activity and deployment.")]
    [InlineData("Deployment", 2, "Deployment Off Switched off in the configuration.", "Still loading activity and build times.")]
    public async Task Page_WithAnAreaSwitchedOff_SaysSoAndWaitsForTheRest(string section, int area, string said, string headline)
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now), $"--{section}:Enabled=false");
        var page = await PageText.GetAsync(exporter);
        page.Areas[area].ShouldBe(said);
        page.Headline.ShouldBe(headline);
        PageText.Text(page.Root.Descendants("main").Single()).ShouldContain("Switched off in the configuration. ");
    }

    [Fact]
    public async Task Page_WithAnErrorThatLooksLikeHtml_ShowsItAsText()
    {
        const string error = "relation \"<script>alert('1')</script>\" & more";
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        exporter.Get<RefreshStatus>().Failed(new(FixedDeployment.Now, TimeSpan.Zero, error));

        var page = await PageText.GetAsync(exporter);
        page.Areas[2].ShouldContain("R" + error[1..]);
        page.Root.Descendants("script").ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_OfManyTemplates_ShowsTheMostUsedAndCountsTheRest()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await HostileDeployment.FillAsync(database, templates: 300);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();

        var page = await PageText.GetAsync(exporter);
        var rows = page.Rows("templates", "templates");
        rows.Length.ShouldBe(30);
        rows[..14].ShouldAllBe(row => row.Contains("| 1 | 1 | 1 | 1 |", StringComparison.Ordinal));
        rows[14..].ShouldAllBe(row => row.Contains("| 0 | 0 | 0 | 0 |", StringComparison.Ordinal));
        foreach (var name in HostileDeployment.Names.Select(name => name.Replace('\u0001', '\uFFFD')))
            rows.ShouldContain(row => row.StartsWith(name, StringComparison.Ordinal), name);
        page.SectionText("templates").ShouldContain("… and 270 more templates.");
    }

    [Theory]
    [InlineData("/?timezone=Mars/Olympus", "Mars/Olympus", "timezone : 'Mars/Olympus' is not a time zone;")]
    [InlineData("/?timezone=%22%3E%3Cscript%3E", "\"><script>", "timezone : '\"><script>' is not a time zone;")]
    [InlineData("/?timezone=UTC%2B5:20", "UTC+5:20", "timezone : 'UTC+5:20' is not")]
    [InlineData("/?timezone=UTC&timezone=Z", "UTC,Z", "timezone : 'UTC,Z' is not a time zone;")]
    [InlineData("/?timezone=%01", "\uFFFD", "timezone : ' ' is not a time zone;")]
    public async Task Page_WithABadTimezone_NamesTheFieldAndShowsUtc(string path, string echo, string mistake)
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();

        var page = await PageText.GetAsync(exporter, path);
        page.Status.ShouldBe(400);
        Field(page).Attribute("value")!.Value.ShouldBe(echo);
        Field(page).Attribute("aria-invalid")!.Value.ShouldBe("true");
        page.SectionText("activity").ShouldContain(mistake);
        page.SectionText("activity").ShouldContain("Active users of the last 60 days in UTC");
    }

    [Theory]
    [InlineData("/?timezone=", "UTC")]
    [InlineData("/?timezone=%20Asia/Kolkata%20", "Asia/Kolkata")]
    [InlineData("/?timezone=%2B05:30&reload=minute", "UTC+05:30")]
    [InlineData("/?from=a%20newsletter", "UTC")]
    public async Task Page_WithATimezone_KeepsItInTheForm(string path, string timezone)
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now), "--Activity:Timezones=Asia/Kolkata");
        var page = await PageText.GetAsync(exporter, path);
        page.Status.ShouldBe(200);
        Field(page).Attribute("value")!.Value.ShouldBe(timezone);
        page.Root.Descendants("option").Select(option => option.Attribute("value")!.Value).ShouldBe(
            ["UTC", "Asia/Kolkata", .. Timezone.WholeHours.Where(zone => zone != Timezone.Utc).Select(zone => zone.Label)]);
        page.Root.Descendants("meta").Any(meta => meta.Attribute("http-equiv")?.Value == "refresh")
            .ShouldBe(path.Contains("reload", StringComparison.Ordinal));
    }

    private static XElement Field(PageText page) => page.Root.Descendants("input").Single(input => input.Attribute("name")!.Value == "timezone");
}
