using System.Globalization;
using Exporter.Configuration;
using Npgsql;

namespace Exporter.Database;

/// <summary>What may stand after the ? of a PostgreSQL URL, and what Npgsql calls it.</summary>
internal static class PostgresUrlParameters
{
    private const int LongestConnect = 1024;

    private static readonly Dictionary<string, Action<NpgsqlConnectionStringBuilder, string>> Known = new(StringComparer.Ordinal)
    {
        ["user"] = (connection, value) => connection.Username = value,
        ["password"] = (connection, value) => connection.Password = value,
        ["dbname"] = (connection, value) => connection.Database = value,
        ["passfile"] = (connection, value) => connection.Passfile = value,
        ["application_name"] = (connection, value) => connection.ApplicationName = value,
        ["search_path"] = (connection, value) => connection.SearchPath = value,
        ["options"] = (connection, value) => connection.Options = value,
        ["sslmode"] = (connection, value) => connection.SslMode = SslModeOf(value),
        ["sslrootcert"] = SetRootCertificate,
        ["sslcert"] = (connection, value) => connection.SslCertificate = value,
        ["sslkey"] = (connection, value) => connection.SslKey = value,
        ["sslpassword"] = (connection, value) => connection.SslPassword = value,
        ["connect_timeout"] = (connection, value) => connection.Timeout = Seconds(value),
        ["target_session_attrs"] = SetSessionAttributes,
    };

    /// <summary>Names that may also be given before the ?, for suggestions.</summary>
    private static readonly string[] Names = [.. Known.Keys, "host", "port"];

    /// <exception cref="UrlMistake">The parameter is not known, or its value is not one of its values.</exception>
    public static void Apply(NpgsqlConnectionStringBuilder connection, string name, string value)
    {
        if (Known.TryGetValue(name, out var apply))
            apply(connection, value);
        else if (Spelling.Nearest(name, Names) is { } near)
            throw new UrlMistake($"has a parameter {Printable(name)}that is not known; did you mean '{near}'?");
        else
            throw new UrlMistake($"has a parameter {Printable(name)}that the exporter does not know; remove it. " +
                $"Known are {string.Join(", ", Names.Order())}.");
    }

    /// <summary>A name is shown only if it looks like one: it may be the rest of a password that was not encoded.</summary>
    private static string Printable(string name) =>
        name.Length <= 32 && name.All(letter => char.IsAsciiLetterLower(letter) || letter == '_') ? $"'{name}' " : "";

    private static SslMode SslModeOf(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new UrlMistake("has another sslmode than disable, allow, prefer, require, verify-ca or verify-full."),
    };

    private static void SetRootCertificate(NpgsqlConnectionStringBuilder connection, string value)
    {
        // libpq's word for "the authorities that this machine trusts", which is what Npgsql takes when no file is given.
        if (value != "system")
            connection.RootCertificate = value;
    }

    private static void SetSessionAttributes(NpgsqlConnectionStringBuilder connection, string value)
    {
        if (value is not ("any" or "read-write" or "read-only" or "primary" or "standby" or "prefer-standby"))
            throw new UrlMistake("has another target_session_attrs than any, read-write, read-only, primary, standby or prefer-standby.");
        if (connection.Host!.Contains(',', StringComparison.Ordinal))
            connection.TargetSessionAttributes = value;
        else if (value is "standby" or "read-only")
            throw new UrlMistake(
                $"asks for a {value} server but names one host: there is nothing to choose; remove target_session_attrs.");
    }

    private static int Seconds(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and <= LongestConnect
            ? seconds
            : throw new UrlMistake($"has a connect_timeout that is not a number of seconds from 1 to {LongestConnect}.");
}
