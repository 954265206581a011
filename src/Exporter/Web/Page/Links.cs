namespace Exporter.Web.Page;

/// <summary>What else is served. An area that is switched off has no endpoints, and the API as a whole can be.</summary>
internal static class Links
{
    private static readonly (string Path, string What)[] All =
    [
        ("/metrics", "metrics of the Coder deployment"),
        ("/metrics/process", "metrics of this process"),
        ("/readyz", "ready once every area has loaded once"),
        ("/healthz", "the process lives"),
        ("/api/activity", "active users of any days in any timezone"),
        ("/api/v2/insights/daus", "daily active users of the deployment"),
        ("/api/v2/templates", "templates with users and build times"),
        ("/api/v2/deployment/stats", "workspaces, sessions, latency and traffic"),
        (ApiDescription.Path, "the API, described"),
    ];

    public static Html Of(EndpointDataSource served) => $"""
        <nav aria-labelledby="links">
        <h2 id="links">Served here</h2>
        <ul class="links">
        {All.Where(link => IsServed(link.Path, served)).Select(Link)}</ul>
        </nav>
        """;

    private static Html Link((string Path, string What) link) => $"""
        <li><a href="{link.Path}">{link.Path}</a> {link.What}</li>

        """;

    private static bool IsServed(string path, EndpointDataSource served) =>
        served.Endpoints.OfType<RouteEndpoint>().Any(endpoint => endpoint.RoutePattern.RawText == path);
}
