using System.Collections.Immutable;
using Exporter.Configuration;

namespace Exporter.WebFile;

/// <summary>Reads <c>http_server_config.headers</c>: the few that the format allows.</summary>
internal static class HeaderSection
{
    /// <summary>By header, the values that it can have; none: any.</summary>
    private static readonly ImmutableArray<(string Name, string[] Values)> Known =
    [
        ("Content-Security-Policy", []),
        ("Strict-Transport-Security", []),
        ("X-Content-Type-Options", ["nosniff"]),
        ("X-Frame-Options", ["deny", "sameorigin"]),
        ("X-XSS-Protection", []),
    ];

    public static ImmutableArray<KeyValuePair<string, string>> Read(YamlSection http)
    {
        if (http.Section("headers") is not { } section) return [];
        var headers = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var (name, values) in Known)
        {
            if (section.Text(name) is not { } value) continue;
            if (values.Length > 0 && !values.Contains(value)) section.Mistake(name, $"{Quoted.Text(value)} is none of {string.Join(", ", values)}.");
            else if (value.Any(letter => letter is < ' ' or > '~')) section.Mistake(name, "has a letter that no header can have; use printable ASCII.");
            else headers.Add(new(name, value));
        }
        section.Finish();
        return headers.ToImmutable();
    }
}
