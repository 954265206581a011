using Exporter.Configuration;

namespace Exporter.Cli;

/// <summary>Settings on the command line: <c>--Activity:Interval=30s</c> or <c>--Activity:Interval 30s</c>, in any case of letters.</summary>
internal static class SettingArguments
{
    /// <summary>Cuts name from value, because System.CommandLine would take the colon within a key for the separator of the two.</summary>
    public static IReadOnlyList<string> Split(IEnumerable<string> args) =>
        [.. args.SelectMany(arg => arg.StartsWith("--", StringComparison.Ordinal) ? arg.Split('=', 2) : [arg])];

    /// <summary>The configuration key that an option sets: one of ours, an item of a list, or one that ASP.NET Core reads; null for any other.</summary>
    public static string? Key(string option)
    {
        if (!option.StartsWith("--", StringComparison.Ordinal))
            return null;
        var name = option[2..];
        var ours = ExporterOptions.Settings.FirstOrDefault(setting => name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase)
            || setting.IsList && name.StartsWith(setting.Key + ":", StringComparison.OrdinalIgnoreCase));
        return ours is not null ? ours.Key + name[ours.Key.Length..] : TopLevelNames.BelongToFramework(name) ? name : null;
    }
}
