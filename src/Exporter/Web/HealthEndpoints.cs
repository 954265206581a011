using System.Collections.Immutable;
using Exporter.Refresh;

namespace Exporter.Web;

/// <summary>Whether the process lives, which never depends on the database, and whether it has anything to say yet.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    /// <param name="open">For everybody, logged in or not.</param>
    public static void MapHealth(this IEndpointRouteBuilder endpoints, bool open)
    {
        var healthz = endpoints.MapMethods("/healthz", Methods, () => TypedResults.Text("ok\n")).ExcludeFromDescription();
        var readyz = endpoints.MapMethods("/readyz", Methods, (IEnumerable<RefreshStatus> areas) =>
        {
            ImmutableArray<string> missing = [.. areas.Where(area => area.LastSuccess is null).Select(area => area.Area)];
            return TypedResults.Json(
                new Readiness(missing.IsEmpty, missing), ApiJson.Default.Readiness,
                statusCode: missing.IsEmpty ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        }).ExcludeFromDescription();
        if (!open) return;
        healthz.AllowAnonymous();
        readyz.AllowAnonymous();
    }
}
