using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using Npgsql;

namespace Exporter.Database;

/// <summary>
/// Reads the URL form of a PostgreSQL connection as Go's driver does, since that is what Coder's own server is given. Pure; no error holds
/// a user name, a password, or the value of a parameter.
/// </summary>
internal static class PostgresUrl
{
    private const int DefaultPort = 5432;
    private static readonly string[] Schemes = ["postgres", "postgresql"];
    private const string Encode = "in the user name and the password write @ as %40, : as %3A, / as %2F, ? as %3F, # as %23 and % as %25";

    /// <summary>True if the text is meant as a URL of any kind.</summary>
    public static bool IsUrl(string text) => text.Split("://", 2) is [var scheme, _] && scheme.All(char.IsAsciiLetter);

    /// <summary>Makes the URL into what Npgsql understands. The error continues a sentence that begins with the setting's name.</summary>
    public static bool TryParse(
        string url, [NotNullWhen(true)] out NpgsqlConnectionStringBuilder? connection, [NotNullWhen(false)] out string? error)
    {
        connection = null;
        try
        {
            connection = Parse(url);
            error = null;
            return true;
        }
        catch (UrlMistake mistake)
        {
            error = mistake.Message;
            return false;
        }
    }

    private static NpgsqlConnectionStringBuilder Parse(string url)
    {
        var (scheme, rest) = Cut(url, "://");
        if (!Schemes.Contains(scheme, StringComparer.OrdinalIgnoreCase))
            throw new UrlMistake("is a URL of another kind; it must begin with postgres:// or postgresql://.");
        if (rest!.Contains('#', StringComparison.Ordinal))
            throw new UrlMistake($"has a bare #; {Encode}.");

        var (beforeQuery, query) = Cut(rest, "?");
        var (authority, path) = Cut(beforeQuery, "/");
        var at = authority.LastIndexOf('@');
        if (at < 0 && authority.Length > 0 && rest.Contains('@', StringComparison.Ordinal))
            throw new UrlMistake($"has an @ after the host, so the password probably has a bare / or ?; {Encode}.");

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (at >= 0)
        {
            var (user, password) = Cut(authority[..at], ":");
            Add(values, "user", Decoded(user, "user name"));
            Add(values, "password", Decoded(password ?? "", "password"));
        }
        AddHosts(values, authority[(at + 1)..]);
        Add(values, "dbname", Decoded(path ?? "", "database name"));
        foreach (var (name, value) in Query(query ?? ""))
            if (!Add(values, name, value))
                throw new UrlMistake($"gives {name} twice; give it once.");

        var result = new NpgsqlConnectionStringBuilder();
        SetHosts(result, values);
        foreach (var (name, value) in values)
            PostgresUrlParameters.Apply(result, name, value);
        return result;
    }

    /// <summary>
    /// Splits <c>a:1,[::1]:2,c</c> into a list of hosts and a list of ports, as the parameters <c>host</c> and <c>port</c> have them.
    /// </summary>
    private static void AddHosts(Dictionary<string, string> values, string authority)
    {
        if (authority.Length == 0)
            return;
        var hosts = authority.Split(',').Select(Host).ToList();
        Add(values, "host", string.Join(',', hosts.Select(host => host.Name)));
        if (hosts.Exists(host => host.Port.Length > 0))
            Add(values, "port", string.Join(',', hosts.Select(host => host.Port)));
    }

    private static (string Name, string Port) Host(string text)
    {
        if (text.StartsWith('['))
        {
            var (address, after) = Cut(text[1..], "]");
            if (after is null || after.Length > 0 && after[0] != ':')
                throw new UrlMistake("has an IPv6 address without its closing bracket; write it like [::1]:5432.");
            return (Decoded(address, "host"), after.TrimStart(':'));
        }
        if (text.Count(letter => letter == ':') > 1)
            throw new UrlMistake($"has a host with several colons; write an IPv6 address in brackets, like [::1]:5432, and {Encode}.");
        var (name, port) = Cut(text, ":");
        return (Decoded(name, "host"), port ?? "");
    }

    private static void SetHosts(NpgsqlConnectionStringBuilder result, Dictionary<string, string> values)
    {
        values.Remove("host", out var hostList);
        values.Remove("port", out var portList);
        var hosts = (hostList ?? "").Split(',').Select(host => host.Length > 0 ? host : "localhost").ToImmutableArray();
        var ports = (portList ?? "").Split(',').Select(Port).ToImmutableArray();
        if (ports.Length > 1 && ports.Length != hosts.Length)
            throw new UrlMistake("gives another number of ports than of hosts; give one port for each host, or one for all.");
        if (hosts.Any(host => host.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '@' or '=')))
            throw new UrlMistake($"has a host name that cannot be one; {Encode}.");

        if (hosts is [var only])
            (result.Host, result.Port) = (only, ports[0]);
        else
            result.Host = string.Join(',', hosts.Select((host, index) =>
                string.Create(CultureInfo.InvariantCulture, $"{Bracketed(host)}:{ports[ports.Length > 1 ? index : 0]}")));
    }

    private static string Bracketed(string host) =>
        IPAddress.TryParse(host, out _) && host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;

    private static int Port(string text)
    {
        if (text.Length == 0)
            return DefaultPort;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535)
            return port;
        throw new UrlMistake($"has a port that is not a number from 1 to 65535; if it is part of the password, {Encode}.");
    }

    private static IEnumerable<(string Name, string Value)> Query(string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Cut(pair, "=");
            if (value is null)
                throw new UrlMistake($"has a parameter without a value after the ?; write name=value, and {Encode}.");
            // Go reads + as a space after the ?, and only there.
            yield return (Decoded(name.Replace('+', ' '), "parameter name"), Decoded(value.Replace('+', ' '), "parameter"));
        }
    }

    private static bool Add(Dictionary<string, string> values, string name, string value) =>
        value.Length == 0 || values.TryAdd(name, value);

    private static string Decoded(string text, string what)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                throw new UrlMistake($"has a % in its {what} that does not begin an encoded letter; write a bare % as %25.");
        var decoded = Uri.UnescapeDataString(text);
        return decoded.Contains('\0', StringComparison.Ordinal) ? throw new UrlMistake($"has a zero byte in its {what}.") : decoded;
    }

    private static (string Before, string? After) Cut(string text, string separator) =>
        text.Split(separator, 2) is [var before, var after] ? (before, after) : (text, null);
}
