using System.Net;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Deployment;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Web.Page;

/// <summary>The page in a browser: in every state it can be in, and through whatever it is looked at.</summary>
public sealed class StatusPageLookTests(LivelyExporter lively, Browser browser, PostgresFixture postgres)
    : IClassFixture<LivelyExporter>, IClassFixture<Browser>
{
    private const int MostBytes = 200_000;

    public static TheoryData<string> Looks => ["light", "dark", "phone", "zoomed", "wall"];

    [Theory, MemberData(nameof(Looks))]
    public Task Page_OfALivelyDeployment_IsSound(string look) => CheckAsync(lively.Exporter, $"lively-{look}", look switch
    {
        "dark" => Look.LaptopAtNight,
        "phone" => Look.Phone,
        "zoomed" => Look.Zoomed,
        "wall" => Look.Wall,
        _ => Look.Laptop,
    });

    [Fact]
    public async Task Page_WithItsTableOpen_IsSound()
    {
        await using var visit = await browser.OpenAsync(lively.Exporter, Look.Phone);
        await visit.Page.ClickAsync("summary");
        (await visit.BarriersAsync()).ShouldBeEmpty();
        await ShouldFitAsync(visit);
        await visit.PictureAsync("table");
    }

    [Fact]
    public async Task Page_BeforeTheFirstRefresh_IsSound()
    {
        await using var exporter = await TestExporter.ListenAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        await CheckAsync(exporter, "nothing", Look.Laptop);
    }

    [Fact]
    public async Task Page_WhileHistoryLoads_IsSound()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.ListenAsync(database.Url, new SlowClock());
        for (var i = 0; i < 10; i++) (await exporter.RefreshOnceAsync<ActivitySnapshot>()).ShouldBeTrue();
        await exporter.RefreshAsync<DeploymentSnapshot>();
        await CheckAsync(exporter, "loading", Look.Laptop);
    }

    [Fact]
    public async Task Page_WhenAnAreaFails_IsSound()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await using var exporter = await TestExporter.ListenAsync(database.Url, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        await database.ExecuteAsync("drop table workspace_builds cascade");
        exporter.Time.Advance(TimeSpan.FromMinutes(2));
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync<DeploymentSnapshot>);
        await CheckAsync(exporter, "failing", Look.Laptop);
        await CheckAsync(exporter, "failing-dark", Look.LaptopAtNight);
    }

    [Fact]
    public async Task Page_WithoutADatabase_IsSound()
    {
        await using var exporter = await TestExporter.ListenAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync<ActivitySnapshot>);
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync<BuildTimesSnapshot>);
        await Should.ThrowAsync<Exception>(exporter.RefreshAsync<DeploymentSnapshot>);
        await CheckAsync(exporter, "unreachable", Look.Phone);
    }

    [Fact]
    public async Task Page_OfAnEmptyDeployment_IsSound()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await using var exporter = await TestExporter.ListenAsync(database.Url, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        await CheckAsync(exporter, "empty", Look.Laptop);
    }

    [Fact]
    public async Task Page_WithHundredsOfTemplatesAndHostileNames_IsSound()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await HostileDeployment.FillAsync(database, templates: 300);
        await using var exporter = await TestExporter.ListenAsync(database.Url, new(FixedDeployment.Now));
        await exporter.RefreshAsync();
        await CheckAsync(exporter, "hostile", Look.Laptop);
        await CheckAsync(exporter, "hostile-phone", Look.Phone);
        await using var visit = await browser.OpenAsync(exporter, Look.Laptop);
        (await visit.Page.EvaluateExpressionAsync<int>("document.querySelectorAll('script, img, iframe').length")).ShouldBe(0);
        (await visit.Page.EvaluateExpressionAsync<bool>("'broken' in window")).ShouldBeFalse();
    }

    [Fact]
    public async Task Page_WithABadTimezone_IsSound()
    {
        await using var visit = await browser.OpenAsync(lively.Exporter, Look.Laptop, "/?timezone=%3Cscript%3Ewindow.broken=1%3C/script%3E");
        visit.Status.ShouldBe(HttpStatusCode.BadRequest);
        visit.Complaints.ShouldHaveSingleItem().ShouldContain("400"); // of the page itself
        (await visit.BarriersAsync()).ShouldBeEmpty();
        await visit.PictureAsync("bad-timezone");
    }

    [Fact]
    public async Task Keyboard_Alone_ReachesEverythingInOrderAndShowsWhereItIs()
    {
        await using var visit = await browser.OpenAsync(lively.Exporter, Look.Laptop);
        List<string> reached = [];
        for (var i = 0; i < 8; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            reached.Add(await visit.Page.EvaluateFunctionAsync<string>(
                "() => { const at = document.activeElement; const outline = getComputedStyle(at).outlineStyle;" +
                "return (at.id || at.getAttribute('href') || at.localName) + (outline === 'none' ? ' unseen' : '') }"));
        }
        reached.ShouldBe(["timezone", "reload", "button", "summary", "/metrics", "/metrics/process", "/readyz", "/healthz"]);
    }

    [Fact]
    public async Task Keyboard_InTheForm_ChangesTheTimezone()
    {
        await using var visit = await browser.OpenAsync(lively.Exporter, Look.Laptop);
        await visit.Page.FocusAsync("#timezone");
        await visit.Page.EvaluateExpressionAsync("document.activeElement.select()");
        await visit.Page.Keyboard.TypeAsync("Asia/Kolkata");
        await Task.WhenAll(visit.Page.WaitForNavigationAsync(), visit.Page.Keyboard.PressAsync("Enter"));
        new Uri(visit.Page.Url).Query.ShouldBe("?timezone=Asia%2FKolkata");
        (await visit.Page.EvaluateExpressionAsync<string>("document.querySelector('figcaption').textContent"))
            .ShouldBe("Active users of the last 60 days in Asia/Kolkata");
        visit.Complaints.ShouldBeEmpty();
    }

    private async Task CheckAsync(TestExporter exporter, string name, Look look)
    {
        await using var visit = await browser.OpenAsync(exporter, look);
        await visit.PictureAsync(name);
        visit.Status.ShouldBe(HttpStatusCode.OK);
        visit.Requests.ShouldAllBe(request => request.Authority == exporter.Http.BaseAddress!.Authority);
        visit.Requests.Select(request => request.AbsolutePath).ShouldContain("/style.css");
        (await visit.BytesAsync()).ShouldBeInRange(10_000, MostBytes);
        (await visit.BarriersAsync()).ShouldBeEmpty();
        await ShouldFitAsync(visit);
        visit.Complaints.ShouldBeEmpty();
    }

    /// <summary>Nobody has to scroll sideways.</summary>
    private static async Task ShouldFitAsync(Visit visit) =>
        (await visit.Page.EvaluateExpressionAsync<int>("document.documentElement.scrollWidth - innerWidth")).ShouldBe(0);
}
