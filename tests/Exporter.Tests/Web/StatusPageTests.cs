using System.Xml;
using System.Xml.Linq;
using Exporter.Deployment;
using Exporter.Refresh;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Web;

public sealed class StatusPageTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Page_OfARunningExporter_LinksWhatIsServedAndSaysHowFreshItIs()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        exporter.Time.Advance(TimeSpan.FromSeconds(90));
        var page = await PageAsync(exporter);

        page.Attribute("lang")!.Value.ShouldBe("en");
        page.Descendants("title").Single().Value.ShouldBe("coder-exporter");
        page.Descendants("h1").Single().Value.ShouldBe("coder-exporter");
        page.Descendants("main").ShouldHaveSingleItem();
        States(page).ShouldBe(["activity: Fresh: 90 s old.", "build_times: Fresh: 90 s old.", "deployment: Fresh: 90 s old."]);
        string[] links = [.. page.Descendants("a").Select(link => link.Attribute("href")!.Value)];
        links.ShouldBe(
            ["/metrics", "/metrics/process", "/readyz", "/healthz", "/api/activity", "/api/v2/insights/daus", "/api/v2/templates",
                "/api/v2/deployment/stats", "/openapi/v1.json"]);
        foreach (var link in links) (await Answered.GetAsync(exporter, link)).Status.ShouldBe(200, link);
    }

    [Fact]
    public async Task Page_Always_AsksNobodyElse()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        var page = await PageAsync(exporter);
        page.DescendantsAndSelf().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href" or "action" or "srcset")
            .ShouldAllBe(attribute => attribute.Value.StartsWith('/') && !attribute.Value.StartsWith("//", StringComparison.Ordinal));
        var styles = string.Concat(page.Descendants("style").Select(style => style.Value));
        styles.ShouldNotContain("url(");
        styles.ShouldNotContain("@import");
        page.Descendants("script").ShouldBeEmpty();
    }

    [Fact]
    public async Task Page_WhileNothingIsLoaded_SaysSo()
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        States(await PageAsync(exporter))[0].ShouldBe("activity: Loading; nothing published yet.");

        await Should.ThrowAsync<Exception>(exporter.RefreshAsync);
        States(await PageAsync(exporter))[0].ShouldStartWith("activity: Never loaded. ");
    }

    [Fact]
    public async Task Page_WhenAnAreaFails_SaysWhyAndHowOldTheNumbersAre()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        await database.ExecuteAsync("drop table workspace_builds");
        exporter.Time.Advance(TimeSpan.FromHours(5));
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync<DeploymentSnapshot>);

        var states = States(await PageAsync(exporter));
        states[0].ShouldBe("activity: Fresh: 5 h old.");
        states[2].ShouldStartWith("deployment: Failing; the numbers are 5 h old. ");
        states[2].ShouldContain("workspace_builds");
    }

    [Fact]
    public async Task Page_WithAnErrorThatLooksLikeHtml_ShowsItAsText()
    {
        const string error = "relation \"<script>alert('1')</script>\" & more";
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        exporter.Get<RefreshStatus>().Failed(new(FixedDeployment.Now, TimeSpan.Zero, error));

        var page = await PageAsync(exporter);
        States(page).Last().ShouldEndWith($"Never loaded. {error}");
        page.Descendants("script").ShouldBeEmpty();
    }

    private static string[] States(XElement page) => [.. page.Descendants("tbody").Elements("tr")
        .Select(row => $"{row.Element("th")!.Value}: {row.Elements("td").First().Value}")];

    /// <summary>The page is HTML that is XML too, so that a missing end tag or a bare &amp; is found.</summary>
    private static async Task<XElement> PageAsync(TestExporter exporter)
    {
        var answer = await Answered.GetAsync(exporter, "/");
        (answer.Status, answer.ContentType).ShouldBe((200, "text/html; charset=utf-8"));
        answer.Body.ShouldStartWith("<!DOCTYPE html>\n");
        using var reader = XmlReader.Create(new StringReader(answer.Body), new() { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader).Root.ShouldNotBeNull();
    }
}
