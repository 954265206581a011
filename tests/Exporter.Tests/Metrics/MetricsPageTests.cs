using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Exporter.Metrics;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Metrics;

/// <summary>The page of a known deployment at a known time.</summary>
public sealed partial class MetricsPageTests(FixedExporter exporter) : IClassFixture<FixedExporter>
{
    /// <summary>What Coder itself serves starts like this; equal names would be mixed up by everybody who scrapes both.</summary>
    private static readonly string[] CodersOwn = ["coderd_", "coder_derp_server_", "coder_pubsub_", "coder_servertailnet_", "coder_aibridged_"];

    [Theory]
    [InlineData(null, "metrics.txt")]
    [InlineData(Page.OpenMetrics, "metrics.openmetrics.txt")]
    public async Task Page_OfAKnownDeployment_IsTheGoldenOne(string? accept, string file) =>
        Golden.Check($"tests/Exporter.Tests/Golden/{file}", Scrubbed(await exporter.GetAsync("/metrics", accept)));

    [Theory]
    [InlineData(null, "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData("text/plain", "text/plain; version=0.0.4; charset=utf-8")]
    [InlineData(Page.OpenMetrics, "application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores")]
    public async Task Page_ByWhatIsAskedFor_SaysItsFormat(string? accept, string expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        if (accept is not null) request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(accept));
        using var response = await exporter.Exporter.Http.SendAsync(request);
        response.Content.Headers.ContentType.ShouldNotBeNull().ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("HEAD", 200)]
    [InlineData("POST", 405)]
    [InlineData("DELETE", 405)]
    public async Task Page_ByMethod_IsOnlyToBeRead(string method, int status)
    {
        foreach (var path in new[] { "/metrics", "/metrics/process" })
        {
            using var request = new HttpRequestMessage(new(method), path);
            using var response = await exporter.Exporter.Http.SendAsync(request);
            ((int)response.StatusCode).ShouldBe(status);
            if (status == 405) response.Content.Headers.Allow.ShouldBe(["GET", "HEAD"]);
        }
    }

    [Fact]
    public async Task Page_AskedForGzip_IsCompressed()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.AcceptEncoding.Add(new("gzip"));
        using var response = await exporter.Exporter.Http.SendAsync(request);
        response.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        await using var unzipped = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        Scrubbed(await reader.ReadToEndAsync()).ShouldBe(Scrubbed(await exporter.GetAsync("/metrics")));
    }

    [Fact]
    public async Task Page_InText_LintsWithoutFindings() =>
        (await Tool.Promtool.RunAsync(await exporter.GetAsync("/metrics"), "check", "metrics")).ShouldBe((0, ""));

    [Fact]
    public async Task Page_InOpenMetrics_PassesTheStrictParser()
    {
        var text = await exporter.GetAsync("/metrics", Page.OpenMetrics);
        text.ShouldEndWith("\n# EOF\n");
        (await Page.ParseAsync(text)).Length.ShouldBe(new Page(text).Series.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Page.OpenMetrics)]
    public async Task Page_Always_HasEveryMetricOfTheCatalogueAndNoOther(string? accept)
    {
        var page = new Page(await exporter.GetAsync("/metrics", accept));
        foreach (var metric in Catalogue.All)
        {
            var counter = metric.Kind == MetricKind.Counter;
            var family = counter && accept is not null ? metric.Name[..^"_total".Length] : metric.Name;
            page.Help[family].ShouldBe(metric.Help);
            page.Types[family].ShouldBe(metric.Kind.ToString().ToLowerInvariant());
            if (accept is not null)
                page.Units.GetValueOrDefault(family).ShouldBe(metric.Unit switch { "s" => "seconds", "By" => "bytes", _ => null });
            foreach (var name in SeriesOf(metric))
            {
                page.Of(name).ShouldNotBeEmpty(name);
                foreach (var series in page.Of(name))
                    Labels().Matches(series).Select(label => label.Groups[1].Value).Except(["le"]).ShouldBe(metric.Labels, ignoreOrder: true, series);
            }
        }
        string[] others = [.. page.Series.Select(series => series.Split('{')[0]).Distinct().Except(Catalogue.All.SelectMany(SeriesOf))];
        others.ShouldBe(accept is null ? ["target_info"] : ["target_info", .. Catalogue.All.SelectMany(Created)], ignoreOrder: true);
    }

    private static string[] SeriesOf(Metric metric) =>
        metric.Kind == MetricKind.Histogram ? [$"{metric.Name}_bucket", $"{metric.Name}_sum", $"{metric.Name}_count"] : [metric.Name];

    private static string[] Created(Metric metric) => metric.Kind switch
    {
        MetricKind.Counter => [metric.Name[..^"total".Length] + "created"],
        MetricKind.Histogram => [$"{metric.Name}_created"],
        _ => [],
    };

    [Fact]
    public async Task Page_Always_SaysOnceWhoSpeaksAndNotOnEverySeries()
    {
        var page = new Page(await exporter.GetAsync("/metrics"));
        page.Of("target_info").ShouldBe([$"target_info{{service_name=\"coder-exporter\",service_version=\"{BuildInfo.Version}\"}}"]);
        page.Series.ShouldAllBe(series => !series.Contains("otel_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_BesideCodersOwn_HasNoNameOfCoder()
    {
        var page = new Page(await exporter.GetAsync("/metrics"));
        page.Types.Keys.ShouldAllBe(family => !CodersOwn.Any(prefix => family.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Page_BesideAnotherExporterInTheProcess_ShowsOnlyItsOwn()
    {
        var before = Scrubbed(await exporter.GetAsync("/metrics"));
        await using var other = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        new Page(await other.Http.GetStringAsync("/metrics"))["coder_exporter_refreshes_total{area=\"activity\"}"].ShouldBe(0);
        Scrubbed(await exporter.GetAsync("/metrics")).ShouldBe(before);
    }

    /// <summary>Without what differs from one build or run to the next.</summary>
    private static string Scrubbed(string page)
    {
        page = Durations().Replace(Created().Replace(page, "$1 CREATED"), "$1 DURATION");
        return page
            .Replace($"\"{BuildInfo.Version}\"", "\"VERSION\"", StringComparison.Ordinal)
            .Replace($"\"{BuildInfo.Revision}\"", "\"REVISION\"", StringComparison.Ordinal)
            .Replace($"\"{BuildInfo.Framework}\"", "\"FRAMEWORK\"", StringComparison.Ordinal);
    }

    [GeneratedRegex("""[{,]([a-z_]+)=""")]
    private static partial Regex Labels();

    [GeneratedRegex("""(?m)^(coder_exporter_refresh_duration_seconds\{.*\}) .*$""")]
    private static partial Regex Durations();

    [GeneratedRegex("""(?m)^(\w+_created\{.*\}) .*$""")]
    private static partial Regex Created();
}
