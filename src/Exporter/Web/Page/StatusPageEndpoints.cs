using System.Text;

namespace Exporter.Web.Page;

/// <summary>The page at <c>/</c>, and the two files that it is made up with.</summary>
internal static class StatusPageEndpoints
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapStatusPage(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods("/", Methods, (string? timezone, string? reload, StatusPage page, HttpResponse response) =>
        {
            var request = PageRequest.Read(timezone, reload);
            response.Headers.CacheControl = "no-cache";
            return TypedResults.Content(
                page.Render(request).ToString(), "text/html; charset=utf-8", Encoding.UTF8,
                request.Mistake is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        }).ExcludeFromDescription();
        MapFile(endpoints, PageFile.Style);
        MapFile(endpoints, PageFile.Icon);
    }

    private static void MapFile(IEndpointRouteBuilder endpoints, PageFile file) =>
        endpoints.MapMethods(file.Path, Methods, (HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-cache"; // asked for with its tag, so that no page ever meets the style of another version
            return TypedResults.Bytes(file.Content, file.ContentType, entityTag: file.Tag);
        }).ExcludeFromDescription();
}
