using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Exporter.Configuration;
using Npgsql;

namespace Exporter.Database;

/// <summary>
/// Reads an Npgsql connection string. Not by Npgsql alone: its messages quote what it cannot read, and that is a piece of the password as
/// soon as one with a semicolon is not quoted.
/// </summary>
internal static class NpgsqlText
{
    private static readonly string[] Usual =
    [
        "Host", "Port", "Database", "Username", "Password", "Passfile", "SSL Mode", "Root Certificate",
        "SSL Certificate", "SSL Key", "SSL Password", "Timeout", "Command Timeout", "Application Name",
        "Search Path", "Target Session Attributes", "Pooling", "Maximum Pool Size", "Options",
    ];

    private const string HowTo = "write it like Host=HOST;Username=USER;Password=PASSWORD;Database=coder, or as a postgres:// URL";

    public static bool TryParse(
        string text, [NotNullWhen(true)] out NpgsqlConnectionStringBuilder? connection, [NotNullWhen(false)] out string? error)
    {
        connection = null;
        var pairs = new DbConnectionStringBuilder();
        try
        {
            pairs.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            error = $"is not a connection string; {HowTo}. A value with ; or = must be in double quotes.";
            return false;
        }

        var result = new NpgsqlConnectionStringBuilder();
        error = pairs.Keys.Cast<string>().Select(keyword => Set(result, keyword, pairs[keyword])).OfType<string>().FirstOrDefault();
        if (error is null && string.IsNullOrEmpty(result.Host))
            error = $"names no host; {HowTo}.";
        else if (error is null && result.Host!.Any(letter => letter is '=' or ' '))
            error = $"has spaces between its parts; {HowTo}.";
        connection = error is null ? result : null;
        return error is null;
    }

    private static string? Set(NpgsqlConnectionStringBuilder result, string keyword, object value)
    {
        if (!result.ContainsKey(keyword))
            return Spelling.Nearest(keyword, Usual) is { } near
                ? $"has a word that Npgsql does not know; did you mean '{near}'?"
                : "has a word that Npgsql does not know. A value with ; or = must be in double quotes.";
        try
        {
            result[keyword] = value;
            return null;
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            return $"has a value for '{keyword}' that Npgsql does not accept.";
        }
    }
}
