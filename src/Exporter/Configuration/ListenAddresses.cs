using System.Net;

namespace Exporter.Configuration;

/// <summary>Where the exporter listens, as ASP.NET Core reads it: Kestrel's endpoints, or else the URLs, or else the ports.</summary>
internal static class ListenAddresses
{
    /// <summary>Unless told otherwise; Coder's own metrics are on 2112.</summary>
    public const string Default = "http://127.0.0.1:2113";

    /// <summary>Every address, with the key that it stands under; none where nothing is set.</summary>
    public static IReadOnlyList<(string Key, string Url)> Of(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().ToList();
        if (endpoints.Count > 0) return [.. endpoints.Select(endpoint => ($"{endpoint.Path}:Url", endpoint["Url"] ?? ""))];
        var urls = Parts(configuration["urls"]).Select(url => ("urls", url)).ToList();
        if (urls.Count > 0) return urls;
        return
        [
            .. Parts(configuration["http_ports"]).Select(port => ("http_ports", $"http://*:{port}")),
            .. Parts(configuration["https_ports"]).Select(port => ("https_ports", $"https://*:{port}")),
        ];
    }

    /// <summary>Notes every address that the web server would not take, or could not serve without a certificate.</summary>
    public static void Check(ConfigurationReader reader, bool tls)
    {
        foreach (var (key, url) in Of(reader.OfFramework))
        {
            if (!TryParse(url, out var address))
                reader.Mistake(key, Mistake(key));
            else if (IsHttps(address) && !tls)
                reader.Contradiction(true, key, WebOptions.ConfigFileKey,
                    "asks for https, which needs a certificate: give Web:ConfigFile a file with tls_server_config.");
        }
    }

    /// <summary>What is wrong with an address that stands under a key and cannot be parsed.</summary>
    public static string Mistake(string key) => key.EndsWith("_ports", StringComparison.Ordinal)
        ? "has something that is not a port; write ports like 2113;2114."
        : "has something that is not an address; write it like http://0.0.0.0:2113.";

    public static bool TryParse(string url, out BindingAddress address)
    {
        address = null!;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (Exception failure) when (failure is FormatException or ArgumentException)
        {
            return false;
        }
        return (IsHttps(address) || address.Scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
            && (address.IsUnixPipe || (address.Port is >= 0 and <= IPEndPoint.MaxPort && address.PathBase.Length == 0 && IsHost(address.Host)));
    }

    public static bool IsHttps(BindingAddress address) => address.Scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);

    /// <summary>What is neither a name nor an address listens on every address, but nobody means that who mistypes.</summary>
    private static bool IsHost(string host) => host is "*" or "+" || Uri.CheckHostName(host) is not UriHostNameType.Unknown;

    private static string[] Parts(string? text) =>
        text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
