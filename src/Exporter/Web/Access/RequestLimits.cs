using System.Threading.RateLimiting;

namespace Exporter.Web.Access;

/// <summary>
/// So many readers at once, and no more: of the metrics pages, since whoever reads slowly takes a place for long; and of everything else, since that is
/// computed when it is asked for. Health is always told.
/// </summary>
internal sealed class RequestLimits(int scrapes, int questions) : IMiddleware, IDisposable
{
    private static readonly PathString[] Health = ["/healthz", "/readyz"];

    private readonly ConcurrencyLimiter _scrapes = new(new() { PermitLimit = scrapes }), _questions = new(new() { PermitLimit = questions });

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (Array.Exists(Health, health => path.StartsWithSegments(health, StringComparison.OrdinalIgnoreCase))) await next(context);
        else if (path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase)) await AnswerAsync(_scrapes, "scrapes as Web:MaxScrapes");
        else await AnswerAsync(_questions, "questions as Web:MaxQuestions");

        async Task AnswerAsync(ConcurrencyLimiter limiter, string most)
        {
            using var place = limiter.AttemptAcquire();
            if (place.IsAcquired) await next(context);
            else await Problem.Busy($"As many {most} allows are being answered.").ExecuteAsync(context);
        }
    }

    public void Dispose()
    {
        _scrapes.Dispose();
        _questions.Dispose();
    }
}
