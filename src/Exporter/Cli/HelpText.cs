using System.Globalization;
using System.Reflection;
using System.Text;
using Exporter.Configuration;

namespace Exporter.Cli;

/// <summary>What <c>--help</c> and <c>--version</c> print.</summary>
internal static class HelpText
{
    private const string Beginning = """
        Prometheus and OpenTelemetry exporter for Coder deployments.

        Usage:
          coder-exporter [settings]         run the exporter
          coder-exporter check [settings]   connect, say what is found and whether the exporter could run, and exit
          coder-exporter health [settings]  ask the exporter that runs with the same settings whether it is well, and exit
          coder-exporter history [options]  write the active users of past days as OpenMetrics, for Prometheus to import
                                            (docs/history.md), and exit

        Options:
          -h, --help   show this
          --version    show the version
          --urls URLS  where to listen, like http://0.0.0.0:2113; also ASPNETCORE_URLS. Default: http://127.0.0.1:2113
          --web.config.file FILE
                       TLS and logins, as Prometheus exporters take them; the same as --Web:ConfigFile

        A setting can be given in three places; a later one wins:
          appsettings.json in the working folder    { "Activity": { "Interval": "30s" } }
          the environment                           Activity__Interval=30s
          the command line                          --Activity:Interval=30s

        Durations are written like 30s, 5m, 1h30m or 7d. Lists are written with commas, or as JSON arrays.
        Whatever is on the command line can be seen by every user of the machine: give secrets in the environment or in a file.

        """;

    public static string Version { get; } =
        typeof(HelpText).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    public static string Write()
    {
        var text = new StringBuilder(Beginning);
        text.Append("\nOptions of history:");
        foreach (var option in HistoryCommand.Options)
            text.Append(CultureInfo.InvariantCulture, $"\n  {option.Name} {option.HelpName}\n      {option.Description}.");
        text.Append("\n\nSettings:");
        foreach (var setting in ExporterOptions.Settings)
        {
            var name = setting.Section.Length > 0 ? $"--{setting.Key}" : setting.Key;
            var allowed = setting.Allowed.Length > 0 ? $", {setting.Allowed}" : "";
            text.Append(CultureInfo.InvariantCulture, $"\n  {name,-30} {setting.Kind}{allowed}; default: {setting.Default}")
                .Append(CultureInfo.InvariantCulture, $"\n      {setting.Help}");
        }
        return text.ToString();
    }
}
