using Exporter.WebFile;

namespace Exporter.Configuration;

/// <summary>What is served besides metrics and health, to whom, and how much of it at once.</summary>
/// <param name="ConfigFile">TLS and logins, as first read; null: plain HTTP for everybody.</param>
/// <param name="ProtectHealth">Whether health is told only to who may see the rest.</param>
/// <param name="FailedLogins">Wrong logins a minute that one address may send.</param>
/// <param name="MaxScrapes">Readers of the metrics pages at once.</param>
/// <param name="MaxQuestions">Readers of everything else at once, but of health: what they ask for is computed for them.</param>
internal sealed record WebOptions(
    bool Api, bool StatusPage, WebConfigFile? ConfigFile, bool ProtectHealth, int FailedLogins, int MaxScrapes, int MaxQuestions, int MaxConnections)
{
    public const string Section = "Web";

    /// <summary>The name that the option has in Prometheus' exporters.</summary>
    public const string SharedOption = "--web.config.file";

    public const string ConfigFileKey = "Web:ConfigFile";

    public static WebOptions Read(ConfigurationReader reader)
    {
        var section = reader.Section(Section);
        var api = section.Flag("Api", true, "Whether to serve the query API under /api and its description under /openapi.");
        var statusPage = section.Flag("StatusPage", true, "Whether to serve the status page at /.");
        var configFile = section.File("ConfigFile",
            "TLS and logins, in the format that Prometheus exporters share (docs/security.md); also --web.config.file. Read again when it changes.");
        var protectHealth = section.Flag("ProtectHealth", false, "Whether /healthz and /readyz want a login too, where there are logins.");
        var failedLogins = section.Number("FailedLogins", 10, 1, 10_000, "How many wrong logins a minute one address may send before it is made to wait.");
        var maxScrapes = section.Number("MaxScrapes", 200, 1, 100_000, "How many readers of /metrics are answered at once; others get 503.");
        var maxQuestions = section.Number("MaxQuestions", 20, 1, 100_000, "How many questions to the API, and views of the status page, are answered at once; others get 503.");
        var maxConnections = section.Number("MaxConnections", 1000, 1, 100_000, "How many connections are held at once; others are closed.");
        section.Finish();
        var read = configFile is null ? null : WebConfigFile.Read(configFile);
        foreach (var mistake in read?.Mistakes ?? []) reader.Mistake(ConfigFileKey, mistake);
        ListenAddresses.Check(reader, tls: read?.Config?.Tls is not null);
        return new(api, statusPage, read, protectHealth, failedLogins, maxScrapes, maxQuestions, maxConnections);
    }
}
