using CsCheck;
using Exporter.Metrics;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Metrics;

public sealed class SeriesBudgetTests(PostgresFixture postgres)
{
    private static readonly Metric<string> Metric = new("coder_test", "Help.", _ => []) { Labels = ["label"] };

    [Fact]
    public void Admit_OverTheLimit_DropsAndCounts()
    {
        var budget = new SeriesBudget(Metric, limit: 2);
        Admitted(budget, "a", "b", "c", "d").ShouldBe(["a", "b"]);
        budget.Dropped.ShouldBe(2);
    }

    [Fact]
    public void Admit_LabelsThatWereShownBefore_KeepTheirPlace()
    {
        var budget = new SeriesBudget(Metric, limit: 2);
        Admitted(budget, "a", "b");
        Admitted(budget, "c", "b").ShouldBe(["b"]); // the SDK does not forget a
        budget.Dropped.ShouldBe(1);
        Admitted(budget, "a", "b").ShouldBe(["a", "b"]);
        budget.Dropped.ShouldBe(0);
    }

    /// <summary>What a histogram did not record is never brought again, and its series stays missing.</summary>
    [Fact]
    public void AdmitAll_SeriesLeftOutBefore_StayCounted()
    {
        var budget = new SeriesBudget(Metric, limit: 1);
        Recorded("a", "b", "a", "b", "c").ShouldBe(["a", "a"]);
        budget.Dropped.ShouldBe(2);
        Recorded().ShouldBeEmpty();
        budget.Dropped.ShouldBe(2);
        Recorded("b", "d", "a").ShouldBe(["a"]);
        budget.Dropped.ShouldBe(3);

        string[] Recorded(params string[] labels) =>
            [.. budget.AdmitAll(labels.Select(label => new Sample(1, label))).Select(sample => sample.Labels[0])];
    }

    [Fact]
    public void Admit_MetricWithALimitOfItsOwn_TakesThat() => new SeriesBudget(Metric with { MaxSeries = 7 }, limit: 2).Limit.ShouldBe(7);

    [Fact]
    public void Admit_AnySamples_ShowsFiniteOnesOnceAndCountsTheRest() =>
        Gen.Select(Gen.Int[0, 6], Gen.Select(Gen.String[Gen.Char['a', 'f'], 1, 1], Gen.Double).Array[0, 20].Array[1, 5]).Sample((limit, scrapes) =>
        {
            var budget = new SeriesBudget(Metric, limit);
            HashSet<string> ever = [];
            foreach (var scrape in scrapes)
            {
                var admitted = budget.Admit(scrape.Select(sample => new Sample(sample.Item2, sample.Item1)));
                string[] labels = [.. admitted.Select(sample => sample.Labels[0])];
                string[] wanted = [.. scrape.Where(sample => double.IsFinite(sample.Item2)).Select(sample => sample.Item1).Distinct()];
                labels.ShouldBeUnique();
                labels.ShouldBeSubsetOf(wanted);
                budget.Dropped.ShouldBe(wanted.Length - labels.Length);
                foreach (var sample in admitted)
                    sample.Value.ShouldBe(scrape.First(known => known.Item1 == sample.Labels[0] && double.IsFinite(known.Item2)).Item2);
                ever.UnionWith(labels);
            }
            ever.Count.ShouldBeLessThanOrEqualTo(limit);
        });

    /// <summary>On the page itself, since the SDK has a limit of its own, and folds what is over that into one wrong series.</summary>
    [Theory]
    [InlineData(100, 99, 0)]
    [InlineData(100, 100, 0)]
    [InlineData(100, 101, 1)]
    [InlineData(100, 1000, 900)]
    [InlineData(2500, 2500, 0)]
    public async Task Page_AroundTheLimit_ShowsThatManyAndNoOverflow(int limit, int series, int dropped)
    {
        await using var pages = await TestPages<string[]>.StartAsync(
            limit, new Metric<string[]>("coder_test", "Help.", labels => labels.Select((label, i) => new Sample(i, label))) { Labels = ["label"] });
        pages.Current = [.. Enumerable.Range(0, series).Select(i => $"{i}")];

        for (var scrape = 0; scrape < 3; scrape++)
        {
            var page = await pages.PageAsync();
            page.Of("coder_test").Count().ShouldBe(series - dropped);
            page.Series.ShouldAllBe(one => !one.Contains("overflow", StringComparison.Ordinal));
            page["coder_test{label=\"98\"}"].ShouldBe(98);
            pages.Budget.Dropped.ShouldBe(dropped);
        }
        pages.Current = null;
        (await pages.PageAsync()).Of("coder_test").ShouldBeEmpty();
        pages.Budget.Dropped.ShouldBe(0);
    }

    [Fact]
    public async Task Page_WithMoreTemplatesThanMaxSeries_CountsWhatIsMissing()
    {
        await using var database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(database);
        await database.ExecuteAsync(
            $"""
            insert into templates (id, name, created_at, updated_at, organization_id, provisioner, active_version_id, created_by)
            select gen_random_uuid(), 'template-' || number, '2025-01-01', '2025-01-01', '{FixedDeployment.Main}', 'terraform', gen_random_uuid(), users.id
            from generate_series(1, 118) as number, users where username = 'ada'
            """);
        await using var exporter = await TestExporter.StartAsync(database, new(FixedDeployment.Now), "--Metrics:MaxSeries=100");
        await exporter.RefreshAsync();
        var text = await exporter.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        var page = new Page(text);

        foreach (var (metric, all) in new[]
        {
            ("coder_template_workspace_owners", 120), ("coder_template_unique_users", 121), ("coder_template_daily_active_users", 121),
            ("coder_template_build_time_samples", 361), ("coder_daily_active_users", 25), ("coder_template_build_time_seconds", 6),
        })
        {
            var shown = Math.Min(all, 100);
            page.Of(metric).Count().ShouldBe(shown, metric);
            page[$"coder_exporter_dropped_series{{metric=\"{metric}\"}}"].ShouldBe(all - shown, metric);
        }
        page.Of("coder_workspaces").Count().ShouldBe(5);
        text.ShouldNotContain("overflow");
        (await Tool.Promtool.RunAsync(text, "check", "metrics")).ShouldBe((0, ""));
    }

    private static string[] Admitted(SeriesBudget budget, params string[] labels) =>
        [.. budget.Admit(labels.Select(label => new Sample(1, label))).Select(sample => sample.Labels[0])];
}
