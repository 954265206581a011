using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Exporter.Configuration;

/// <summary>
/// Finds misspelt sections. A file and a command line are written for us, the environment is shared with everything else on the machine.
/// </summary>
internal static class TopLevelNames
{
    /// <summary>What ASP.NET Core itself reads from the same sources.</summary>
    private static readonly HashSet<string> Framework = new(StringComparer.OrdinalIgnoreCase)
    {
        "AllowedHosts", "Kestrel", "Logging", "applicationName", "captureStartupErrors", "contentRoot", "detailedErrors", "environment",
        "forwardedHeaders_enabled", "hostBuilder", "hostingStartupAssemblies", "hostingStartupExcludeAssemblies", "http_ports",
        "https_port", "https_ports", "preferHostingUrls", "preventHostingStartup", "shutdownTimeoutSeconds", "startupAssembly",
        "suppressStatusMessages", "urls", "webroot",
    };

    /// <summary>True for a name, or the name of a section, that ASP.NET Core or the OpenTelemetry SDK reads.</summary>
    public static bool BelongToFramework(string key)
    {
        var name = key.Split(':')[0];
        return Framework.Contains(name) || name.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase);
    }

    public static IEnumerable<(string Key, string Text)> Mistakes(IConfiguration configuration, IReadOnlyCollection<Setting> settings)
    {
        var ours = settings.Select(setting => setting.Key.Split(':')[0]).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return (configuration as IConfigurationRoot)?.Providers
            .SelectMany(provider => Unknown(provider, ours))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(name => (name, $"is not a section{Spelling.Hint(name, ours.Concat(Framework))} See --help for all settings.")) ?? [];
    }

    private static IEnumerable<string> Unknown(IConfigurationProvider provider, HashSet<string> ours)
    {
        var unknown = provider.GetChildKeys([], null).Where(name => !ours.Contains(name) && !BelongToFramework(name));
        return provider switch
        {
            JsonConfigurationProvider or CommandLineConfigurationProvider => unknown,
            EnvironmentVariablesConfigurationProvider =>
                unknown.Where(name => provider.GetChildKeys([], name).Any() && Spelling.Nearest(name, ours) is not null),
            _ => [],
        };
    }
}
