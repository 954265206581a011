using System.Text;
using Exporter.Metrics;
using Microsoft.AspNetCore.Http;

namespace Exporter.Tests.Metrics;

public sealed class KeptPagesTests : IDisposable
{
    private readonly KeptPages _pages;
    private object _shown = "a";
    private int _rendered, _status = StatusCodes.Status200OK;

    public KeptPagesTests() => _pages = new(() => [_shown, "always"]);

    [Fact]
    public async Task Page_WhileItShowsTheSame_IsRenderedOnce()
    {
        for (var scrape = 0; scrape < 3; scrape++) (await GetAsync()).ShouldBe("page 1 of a");
        _shown = new StringBuilder("a").ToString();
        (await GetAsync()).ShouldBe("page 1 of a", "it is equal, if not the same");
    }

    [Fact]
    public async Task Page_WhenItShowsSomethingElse_IsRenderedAgain()
    {
        (await GetAsync()).ShouldBe("page 1 of a");
        _shown = "b";
        (await GetAsync()).ShouldBe("page 2 of b");
        _shown = "a";
        (await GetAsync()).ShouldBe("page 3 of a");
    }

    [Fact]
    public async Task Page_InSeveralFormats_IsKeptInEach()
    {
        for (var scrape = 0; scrape < 2; scrape++)
        {
            (await GetAsync("text/plain")).ShouldBe("page 1 of a text/plain");
            (await GetAsync(Page.OpenMetrics)).ShouldBe($"page 2 of a {Page.OpenMetrics}");
            (await GetAsync("text/plain", "gzip")).ShouldBe("page 3 of a text/plain gzip");
        }
    }

    [Fact]
    public async Task Page_InEndlesslyManyFormats_IsKeptInTheFirst()
    {
        for (var n = 1; n <= 100; n++) (await GetAsync($"text/{n}")).ShouldBe($"page {n} of a text/{n}");
        (await GetAsync("text/1")).ShouldBe("page 1 of a text/1");
        (await GetAsync("text/100")).ShouldBe("page 101 of a text/100");
    }

    [Fact]
    public async Task Page_ThatFailed_IsNotKept()
    {
        _status = StatusCodes.Status500InternalServerError;
        var context = Request();
        await _pages.SendAsync(context, RenderAsync);
        context.Response.StatusCode.ShouldBe(500);
        _status = StatusCodes.Status200OK;
        (await GetAsync()).ShouldBe("page 2 of a");
    }

    [Fact]
    public async Task Page_WhenKept_SaysAllThatItSaidAtFirst()
    {
        var contexts = new[] { Request(), Request() };
        foreach (var context in contexts) await _pages.SendAsync(context, RenderAsync);
        contexts.ShouldAllBe(context => context.Response.ContentType == "text/page" && context.Response.ContentLength == "page 1 of a".Length);
    }

    [Fact]
    public async Task Page_ForAReaderWhoTakesTheirTime_KeepsNobodyWaiting()
    {
        using var slow = new SlowStream();
        var context = Request();
        context.Response.Body = slow;
        var sending = _pages.SendAsync(context, RenderAsync);
        await slow.Begun;

        (await GetAsync()).ShouldBe("page 1 of a");
        _shown = "b";
        (await GetAsync()).ShouldBe("page 2 of b");
        sending.IsCompleted.ShouldBeFalse();
        slow.Read();
        await sending;
    }

    [Fact]
    public async Task Page_ForAReaderWhoLeaves_IsRenderedForTheNext()
    {
        using var left = new CancellationTokenSource();
        await left.CancelAsync();
        var context = Request();
        context.RequestAborted = left.Token;
        await Should.ThrowAsync<OperationCanceledException>(() => _pages.SendAsync(context, RenderAsync));
        (await GetAsync()).ShouldStartWith("page ");
    }

    public void Dispose() => _pages.Dispose();

    private async Task RenderAsync(HttpContext context)
    {
        context.Response.StatusCode = _status;
        context.Response.ContentType = "text/page";
        await context.Response.WriteAsync($"page {++_rendered} of {_shown} {context.Request.Headers.Accept} {context.Request.Headers.AcceptEncoding}".TrimEnd());
    }

    private async Task<string> GetAsync(string accept = "", string encoding = "")
    {
        var context = Request(accept, encoding);
        await _pages.SendAsync(context, RenderAsync);
        return Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());
    }

    private static DefaultHttpContext Request(string accept = "", string encoding = "")
    {
        var context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
        context.Request.Headers.Accept = accept;
        context.Request.Headers.AcceptEncoding = encoding;
        return context;
    }
}
