using System.Globalization;
using System.Net;
using System.Text;
using Exporter.Metrics;
using Exporter.Refresh;

namespace Exporter.Web;

/// <summary>The page at <c>/</c>: what is served, and how fresh each area is.</summary>
internal static class StatusPage
{
    private const string Description = "/openapi/v1.json";

    private static readonly (string Path, string What)[] Links =
    [
        ("/metrics", "metrics of the Coder deployment"),
        ("/metrics/process", "metrics of this process"),
        ("/readyz", "ready once every area is loaded"),
        ("/healthz", "the process lives"),
        ("/api/activity", "active users of any days in any timezone"),
        ("/api/v2/insights/daus", "daily active users of the deployment"),
        ("/api/v2/templates", "templates with users and build times"),
        ("/api/v2/deployment/stats", "workspaces, sessions, latency and traffic"),
        (Description, "the API, described"),
    ];

    public static void MapStatusPage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/", (IEnumerable<RefreshStatus> areas, EndpointDataSource served, TimeProvider time) =>
            TypedResults.Content(Render(areas, Links.Where(link => IsServed(link.Path, served)), time.GetUtcNow()), "text/html; charset=utf-8"))
            .ExcludeFromDescription();

    /// <summary>An area that is switched off has no endpoints, and the API as a whole can be.</summary>
    private static bool IsServed(string path, EndpointDataSource served)
    {
        var route = path == Description ? "/openapi/{documentName}.json" : path;
        return served.Endpoints.OfType<RouteEndpoint>().Any(endpoint => endpoint.RoutePattern.RawText == route);
    }

    private static string Render(IEnumerable<RefreshStatus> areas, IEnumerable<(string Path, string What)> links, DateTimeOffset now)
    {
        var page = new StringBuilder($$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8" />
            <meta name="viewport" content="width=device-width" />
            <title>coder-exporter</title>
            <style>
            :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
            body { max-width: 52rem; margin: 2rem auto; padding: 0 1rem }
            table { border-collapse: collapse; width: 100% }
            th, td { text-align: left; vertical-align: top; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid #8884 }
            </style>
            </head>
            <body>
            <main>
            <h1>coder-exporter</h1>
            <p>Version {{WebUtility.HtmlEncode(BuildInfo.Version)}}, revision {{WebUtility.HtmlEncode(BuildInfo.Revision)}}.</p>
            <h2>Freshness</h2>
            <table>
            <thead><tr><th scope="col">Area</th><th scope="col">State</th><th scope="col">Refreshed every</th></tr></thead>
            <tbody>

            """);
        foreach (var area in areas)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{area.Area}</th><td>{WebUtility.HtmlEncode(State(area, now))}</td><td>{Words(area.Interval)}</td></tr>\n");
        }
        page.Append("</tbody>\n</table>\n<h2>Served here</h2>\n<ul>\n");
        foreach (var (path, what) in links)
            page.Append(CultureInfo.InvariantCulture, $"<li><a href=\"{path}\">{path}</a>: {what}</li>\n");
        return page.Append("</ul>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static string State(RefreshStatus area, DateTimeOffset now) => (area.Last, area.LastSuccess) switch
    {
        (null, _) => "Loading; nothing published yet.",
        ({ Error: { } error }, null) => $"Never loaded. {error}",
        ({ Error: { } error }, { } success) => $"Failing; the numbers are {Words(now - success.At)} old. {error}",
        (_, { } success) => $"Fresh: {Words(now - success.At)} old.",
        _ => "Loading.",
    };

    private static string Words(TimeSpan time) => time switch
    {
        { TotalSeconds: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalSeconds):0} s"),
        { TotalMinutes: < 120 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0} h"),
    };
}
