namespace Exporter.Metrics;

/// <summary>A page in one format and encoding, as it was answered once.</summary>
internal sealed record RenderedPage(int Status, IHeaderDictionary Headers, ReadOnlyMemory<byte> Body)
{
    /// <summary>What the server takes at once it copies, for each reader; so it is given no more than that.</summary>
    private const int Slice = 1 << 16;

    /// <summary>Has <paramref name="render"/> answer nobody in particular: no client can be slow, leave, or run out of time.</summary>
    public static async Task<RenderedPage> RenderAsync(RequestDelegate render, PageFormat format)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        context.Request.Headers.Accept = format.Accept;
        context.Request.Headers.AcceptEncoding = format.AcceptEncoding;
        await render(context);
        return new(context.Response.StatusCode, context.Response.Headers, body.ToArray());
    }

    public async Task SendAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        foreach (var (name, value) in Headers) context.Response.Headers[name] = value;
        context.Response.ContentLength = Body.Length;
        for (var sent = 0; sent < Body.Length; sent += Slice)
            await context.Response.Body.WriteAsync(Body.Slice(sent, Math.Min(Slice, Body.Length - sent)), context.RequestAborted);
    }
}
