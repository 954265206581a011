using System.Collections.Immutable;

namespace Exporter.Configuration;

/// <summary>Everything an operator can set, checked.</summary>
internal sealed record ExporterOptions(
    DatabaseOptions Database,
    ActivityOptions Activity,
    BuildTimesOptions BuildTimes,
    DeploymentOptions Deployment,
    MetricsOptions Metrics,
    WebOptions Web,
    OtlpOptions? Otlp)
{
    /// <summary>Every setting there is, in the order in which an operator would look for them.</summary>
    public static ImmutableArray<Setting> Settings { get; } = Describe();

    /// <exception cref="ConfigurationException">Something is wrong; it names every mistake.</exception>
    public static ExporterOptions Read(IConfiguration configuration)
    {
        var reader = new ConfigurationReader(configuration);
        var options = Read(reader);
        reader.Finish();
        return options;
    }

    private static ExporterOptions Read(ConfigurationReader reader)
    {
        var options = new ExporterOptions(
            DatabaseOptions.Read(reader),
            ActivityOptions.Read(reader),
            BuildTimesOptions.Read(reader),
            DeploymentOptions.Read(reader),
            MetricsOptions.Read(reader),
            WebOptions.Read(reader),
            OtlpOptions.Read(reader));
        LogLevels.Check(reader);
        if (options is { Activity.Enabled: false, BuildTimes.Enabled: false, Deployment.Enabled: false })
            reader.Mistake("Activity:Enabled",
                "is false, and so are BuildTimes:Enabled and Deployment:Enabled: nothing is left to export; enable one.");
        return options;
    }

    private static ImmutableArray<Setting> Describe()
    {
        var reader = new ConfigurationReader(new ConfigurationBuilder().Build());
        Read(reader);
        return reader.Settings;
    }
}
