using System.Collections.Frozen;
using Exporter.WebFile;

namespace Exporter.Web.Access;

/// <summary>
/// Tells browsers how little there is to do with an answer: the page has a style and an icon of its own and a form that leads to itself. What the web
/// configuration says takes the place of ours. No HSTS of our own: it would hold for every port of the host.
/// </summary>
internal static class SecurityHeaders
{
    private const string Hsts = "Strict-Transport-Security";

    private static readonly FrozenDictionary<string, string> Ours = new Dictionary<string, string>
    {
        ["Content-Security-Policy"] =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
        ["Referrer-Policy"] = "no-referrer",
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "deny",
    }.ToFrozenDictionary();

    public static void UseSecurityHeaders(this WebApplication app, LiveWebConfig? config) => app.Use((context, next) =>
    {
        // At the last moment, since whoever answers an error begins with no headers.
        context.Response.OnStarting(() =>
        {
            Set(context, config);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Set(HttpContext context, LiveWebConfig? config)
    {
        var headers = context.Response.Headers;
        foreach (var (name, value) in Ours) headers[name] = value;
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
        foreach (var (name, value) in config?.Current.Headers ?? [])
            if (name != Hsts || context.Request.IsHttps) headers[name] = value;
    }
}
