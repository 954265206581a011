using System.Collections.Immutable;

namespace Exporter.Metrics;

/// <summary>
/// Keeps a page in each format that is asked for until what it shows changes, and sends it from memory. The library lets all readers share one
/// buffer, so without this a reader who takes their time would keep everybody else waiting.
/// </summary>
/// <param name="shown">All that the page is made of. While that is equal, so is the page.</param>
internal sealed class KeptPages(Func<ImmutableArray<object?>> shown) : IDisposable
{
    /// <summary>Nobody needs more, and what a client says must not fill the memory.</summary>
    private const int MostFormats = 8;

    private readonly SemaphoreSlim _rendering = new(1);
    private volatile Kept _kept = new([], ImmutableDictionary<PageFormat, RenderedPage>.Empty);

    /// <param name="render">Answers the request when the page is not kept.</param>
    public async Task SendAsync(HttpContext context, RequestDelegate render)
    {
        var format = PageFormat.Of(context.Request);
        var page = Find(shown(), format) ?? await RenderAsync(render, format, context.RequestAborted);
        await page.SendAsync(context);
    }

    public void Dispose() => _rendering.Dispose();

    /// <summary>
    /// One at a time: the library lets who comes while it collects have a share in that, and that may be older than what is known by now.
    /// </summary>
    private async Task<RenderedPage> RenderAsync(RequestDelegate render, PageFormat format, CancellationToken cancellation)
    {
        await _rendering.WaitAsync(cancellation);
        try
        {
            var now = shown();
            if (Find(now, format) is { } rendered) return rendered;
            var page = await RenderedPage.RenderAsync(render, format);
            var others = _kept.Shown.SequenceEqual(now) ? _kept.Pages : ImmutableDictionary<PageFormat, RenderedPage>.Empty;
            if (page.Status == StatusCodes.Status200OK && others.Count < MostFormats) _kept = new(now, others.Add(format, page));
            return page;
        }
        finally
        {
            _rendering.Release();
        }
    }

    private RenderedPage? Find(ImmutableArray<object?> now, PageFormat format) =>
        _kept is var kept && kept.Shown.SequenceEqual(now) ? kept.Pages.GetValueOrDefault(format) : null;

    private sealed record Kept(ImmutableArray<object?> Shown, ImmutableDictionary<PageFormat, RenderedPage> Pages);
}
