using Exporter.Configuration;

namespace Exporter.Cli;

/// <summary>
/// Settings on the command line: <c>--Activity:Interval=30s</c> or <c>--Activity:Interval 30s</c>, in any case of letters.
/// </summary>
internal static class SettingArguments
{
    /// <summary>Every option that sets something, as the help names them.</summary>
    public static IEnumerable<string> Options => [.. ExporterOptions.Settings.Select(setting => "--" + setting.Key), "--urls", WebOptions.SharedOption];

    /// <summary>Cuts name from value, because System.CommandLine would take the colon within a key for the separator of the two.</summary>
    public static IReadOnlyList<string> Split(IEnumerable<string> args) =>
        [.. args.SelectMany(arg => arg.StartsWith("--", StringComparison.Ordinal) ? arg.Split('=', 2) : [arg]).Select(OurName)];

    private static string OurName(string token) => token == WebOptions.SharedOption ? $"--{WebOptions.ConfigFileKey}" : token;

    /// <summary>
    /// The configuration key that an option sets, or null if it sets none. Whatever has a section counts, misspelt or not: the
    /// configuration tells all of its mistakes at once, wherever they come from.
    /// </summary>
    public static string? Key(string option)
    {
        if (!option.StartsWith("--", StringComparison.Ordinal) || option.Any(char.IsWhiteSpace))
            return null;
        var name = option[2..];
        return name.Contains(':', StringComparison.Ordinal) || name.Equals(DatabaseOptions.UrlKey, StringComparison.OrdinalIgnoreCase)
            || TopLevelNames.BelongToFramework(name) ? name : null;
    }
}
