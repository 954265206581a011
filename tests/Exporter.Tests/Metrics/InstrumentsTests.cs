using CsCheck;
using Exporter.Metrics;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Simulation;

namespace Exporter.Tests.Metrics;

public sealed class InstrumentsTests(PostgresFixture postgres)
{
    private static readonly Metric<string> Good = new("coder_good", "Help.", _ => [new(1)]);

    [Fact]
    public async Task Page_WithAMetricThatThrows_HasTheOthersAndTheLogSaysWhich()
    {
        await using var pages = await TestPages<string>.StartAsync(
            100, new("coder_bad", "Help.", _ => throw new InvalidOperationException("no")), new("coder_late", "Help.", Late), Good);
        pages.Current = "";

        (await pages.PageAsync()).Series.Where(series => series.StartsWith("coder_", StringComparison.Ordinal)).ShouldBe(["coder_good"]);
        pages.Errors.Select(error => (error.Level, error.Message)).ShouldBe(
        [
            (LogLevel.Error, "The samples of coder_bad cannot be made; it is missing from the page. This is a bug."),
            (LogLevel.Error, "The samples of coder_late cannot be made; it is missing from the page. This is a bug."),
        ]);

        static IEnumerable<Sample> Late(string _)
        {
            yield return new(1);
            throw new InvalidOperationException("no");
        }
    }

    [Fact]
    public async Task Page_WithASampleOfTheWrongLabels_IsTakenForABug()
    {
        await using var pages = await TestPages<string>.StartAsync(
            100, new("coder_bad", "Help.", _ => [new(1, "a", "b")]) { Labels = ["one"] }, Good);
        pages.Current = "";
        var page = await pages.PageAsync();
        page["coder_good"].ShouldBe(1);
        page.Of("coder_bad").ShouldBeEmpty();
        pages.Errors.ShouldHaveSingleItem().Message.ShouldContain("coder_bad");
    }

    [Fact]
    public async Task Page_WithEqualLabelsAndNoNumbers_HasTheFirstOfEach()
    {
        await using var pages = await TestPages<string>.StartAsync(100, new Metric<string>("coder_test", "Help.", _ =>
            [new(1, "a"), new(2, "a"), new(double.NaN, "b"), new(double.PositiveInfinity, "c"), new(double.NegativeInfinity, "d"), new(3, "e")])
        { Labels = ["label"] });
        pages.Current = "";
        var page = await pages.PageAsync();
        page.Of("coder_test").ShouldBe(["coder_test{label=\"a\"}", "coder_test{label=\"e\"}"], ignoreOrder: true);
        page["coder_test{label=\"a\"}"].ShouldBe(1);
    }

    [Fact]
    public async Task Page_OfManySnapshots_ShowsOnlyTheLast()
    {
        await using var pages = await TestPages<string>.StartAsync(
            100, new Metric<string>("coder_test", "Help.", label => [new(label.Length, label)]) { Labels = ["label"] });
        foreach (var label in new[] { "a", "bb", "a", "ccc" })
        {
            pages.Current = label;
            for (var scrape = 0; scrape < 2; scrape++)
                (await pages.PageAsync()).Of("coder_test").ShouldBe([$"coder_test{{label=\"{label}\"}}"]);
        }
    }

    /// <summary>However many scrape at the same time, nobody is shown less than what was known when they asked.</summary>
    [Fact]
    public async Task Page_WhileOthersScrape_IsNeverOlderThanTheScrape()
    {
        await using var pages = await TestPages<string>.StartAsync(100, new Metric<string>("coder_test", "Help.", text => [new(text.Length)]));
        pages.Current = "";
        using var end = new CancellationTokenSource();
        var others = Enumerable.Range(0, 3).Select(n => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) await pages.GetAsync(n == 0 ? Page.OpenMetrics : "text/plain");
        })).ToArray();
        for (var length = 1; length <= 200; length++)
        {
            pages.Current = new('x', length);
            (await pages.PageAsync())["coder_test"].ShouldBe(length);
        }
        await end.CancelAsync();
        await Task.WhenAll(others);
    }

    /// <summary>Whatever a label says and a value is, Prometheus' own parsers read that and nothing else.</summary>
    [Fact]
    public async Task Page_WithAnyLabelsAndValues_IsReadAsTheyAre()
    {
        var metric = new Metric<(string Label, double Value)[]>("coder_test", "Help.", all => all.Select(one => new Sample(one.Value, one.Label)));
        await using var pages = await TestPages<(string Label, double Value)[]>.StartAsync(1000, metric with { Labels = ["label"] });
        // What PostgreSQL can hold: any text without a zero character.
        var rune = Gen.OneOf(
            Gen.Int[1, 0x7f], Gen.Int[0x80, 0xd7ff], Gen.Int[0xe000, 0x10ffff], Gen.Char["\"\\\n\r{},= n"].Select(special => (int)special));
        var text = rune.Array[0, 64].Select(runes => string.Concat(runes.Select(char.ConvertFromUtf32)));
        var value = Gen.Double.Where(double.IsFinite);
        await Gen.Select(text, value).Array[100].SampleAsync(async samples =>
        {
            pages.Current = [.. samples.DistinctBy(sample => sample.Item1)];
            foreach (var format in new[] { "text/plain", Page.OpenMetrics })
            {
                var read = (await Page.ParseAsync(await pages.GetAsync(format))).Where(sample => sample.Name == "coder_test");
                read.ToDictionary(sample => sample.Labels.GetValueOrDefault("label", ""), sample => sample.Value)
                    .ShouldBe(pages.Current.ToDictionary(sample => sample.Label, sample => sample.Value), ignoreOrder: true);
            }
        },
        iter: 9, threads: 1);
    }

    [Fact]
    public async Task Page_WithOddTemplateNames_IsReadAsTheyAre()
    {
        string[] names =
        [
            "\"quoted\"", "back\\slash", "new\nline", "carriage\rreturn", "tab\there", "a,b=\"c\"} 1", "🚀 émoji", "\u202eright to left\u200f",
            "\\n", "\\", " ", "#", new('x', 64), string.Concat(Enumerable.Repeat("🦊", 64)),
        ];
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        var owner = await new CoderRows(database, FixedDeployment.Now).AddUserAsync();
        foreach (var name in names) await FixedDeployment.AddTemplateAsync(database, Guid.NewGuid(), name, FixedDeployment.Main, owner);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now));
        await exporter.RefreshAsync();

        foreach (var format in new[] { "text/plain", Page.OpenMetrics })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
            request.Headers.Add("Accept", format);
            using var response = await exporter.Http.SendAsync(request);
            (await Page.ParseAsync(await response.Content.ReadAsStringAsync()))
                .Where(sample => sample.Name == "coder_template_unique_users").Select(sample => sample.Labels["template_name"])
                .ShouldBe([.. names, "docker", "docker", "gpu"], ignoreOrder: true);
        }
        using var templates = await exporter.Http.GetAsync(new Uri("/api/v2/templates", UriKind.Relative), TestContext.Current.CancellationToken);
        System.Text.Json.JsonDocument.Parse(await templates.Content.ReadAsStringAsync()).RootElement.EnumerateArray()
            .Select(template => template.GetProperty("name").GetString()).ShouldBe([.. names, "docker", "gpu"], ignoreOrder: true);
    }
}
