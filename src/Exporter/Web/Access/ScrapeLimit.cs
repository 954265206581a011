using System.Threading.RateLimiting;

namespace Exporter.Web.Access;

/// <summary>So many readers of the metrics pages at once, and no more: whoever reads slowly takes a place for long.</summary>
internal sealed class ScrapeLimit(int most) : IMiddleware, IDisposable
{
    private readonly ConcurrencyLimiter _limiter = new(new() { PermitLimit = most });

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase))
        {
            await next(context);
            return;
        }
        using var place = _limiter.AttemptAcquire();
        if (place.IsAcquired) await next(context);
        else await Problem.Busy("As many scrapes as Web:MaxScrapes allows are being answered.").ExecuteAsync(context);
    }

    public void Dispose() => _limiter.Dispose();
}
