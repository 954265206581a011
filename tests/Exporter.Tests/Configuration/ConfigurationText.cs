using Exporter.Configuration;
using Microsoft.Extensions.Configuration;

namespace Exporter.Tests.Configuration;

/// <summary>Configurations as a command line would give them, with a database unless one is given.</summary>
internal static class ConfigurationText
{
    public const string Url = "CODER_PG_CONNECTION_URL=postgres://u:p@db/coder";

    public static ExporterOptions Read(params string[] settings) => ReadExactly([Url, .. settings]);

    public static ExporterOptions ReadExactly(params string[] settings) => ExporterOptions.Read(Configuration(settings));

    public static string[] Mistakes(params string[] settings) => MistakesExactly([Url, .. settings]);

    public static string[] MistakesExactly(params string[] settings) =>
        [.. Should.Throw<ConfigurationException>(() => ReadExactly(settings)).Mistakes];

    public static IConfigurationRoot Configuration(params string[] settings) =>
        new ConfigurationBuilder().AddCommandLine([.. settings.Select(setting => "--" + setting)]).Build();
}
