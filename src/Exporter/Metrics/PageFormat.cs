namespace Exporter.Metrics;

/// <summary>What a request says of how it wants a page.</summary>
internal readonly record struct PageFormat(string Accept, string AcceptEncoding)
{
    public static PageFormat Of(HttpRequest request) => new(request.Headers.Accept.ToString(), request.Headers.AcceptEncoding.ToString());
}
