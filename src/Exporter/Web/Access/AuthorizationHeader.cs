namespace Exporter.Web.Access;

/// <summary>A scheme in lower case, and what follows it.</summary>
internal static class AuthorizationHeader
{
    public static (string Scheme, string Parameter) Read(string header) => header.Split(' ', 2, StringSplitOptions.TrimEntries) switch
    {
        [var scheme, var parameter] => (scheme.ToLowerInvariant(), parameter),
        _ => ("", ""),
    };
}
