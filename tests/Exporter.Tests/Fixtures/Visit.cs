using System.Collections.Concurrent;
using System.Net;
using Deque.AxeCore.Commons;
using PuppeteerSharp;

namespace Exporter.Tests.Fixtures;

/// <summary>A page that a browser has opened, and all that it asked for and complained about meanwhile.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // Filled by the thread that hears the browser.
    private readonly ConcurrentQueue<string> _complaints = [];
    private readonly ConcurrentQueue<Uri> _requests = [];
    private readonly ConcurrentQueue<IResponse> _responses = [];

    private Visit(IPage page) => Page = page;

    public IPage Page { get; }

    public IReadOnlyCollection<string> Complaints => _complaints;

    public IReadOnlyCollection<Uri> Requests => _requests;

    public HttpStatusCode Status { get; private set; }

    public static async Task<Visit> OpenAsync(IPage page, Uri address, Look look)
    {
        var visit = new Visit(page);
        page.Console += (_, e) => visit._complaints.Enqueue(e.Message.Text);
        page.PageError += (_, e) => visit._complaints.Enqueue(e.Message);
        page.RequestFailed += (_, e) => visit._complaints.Enqueue($"{e.Request.Url}: {e.Request.FailureText}");
        page.Request += (_, e) => visit._requests.Enqueue(new(e.Request.Url));
        page.Response += (_, e) => visit._responses.Enqueue(e.Response);
        await page.SetViewportAsync(new ViewPortOptions { Width = look.Width, Height = look.Height, DeviceScaleFactor = look.Scale });
        await page.EmulateMediaFeaturesAsync(
        [
            new() { MediaFeature = MediaFeature.PrefersColorScheme, Value = look.Dark ? "dark" : "light" },
            new() { MediaFeature = MediaFeature.PrefersReducedMotion, Value = "reduce" },
        ]);
        visit.Status = (await page.GoToAsync(address.ToString(), WaitUntilNavigation.Networkidle0))!.Status;
        return visit;
    }

    public async Task<long> BytesAsync()
    {
        var bytes = 0L;
        foreach (var response in _responses) bytes += (await response.BufferAsync()).Length;
        return bytes;
    }

    /// <summary>What axe, which knows the rules of accessibility, finds wrong: the rule, and where.</summary>
    public async Task<string[]> BarriersAsync()
    {
        await Page.EvaluateExpressionAsync(Axe);
        return await Page.EvaluateFunctionAsync<string[]>(
            "async () => (await axe.run()).violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} ${node.failureSummary}`))");
    }

    /// <summary>Keeps a picture of the whole page where SCREENSHOTS in the environment names a folder.</summary>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        await Page.ScreenshotAsync(Path.Combine(folder, $"{name}.png"), new ScreenshotOptions { FullPage = true });
    }

    public async ValueTask DisposeAsync() => await Page.DisposeAsync();
}
