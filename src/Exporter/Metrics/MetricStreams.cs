using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Exporter.Metrics;

/// <summary>
/// What the pages show and what is pushed alike: the deployment in metrics of ours, and this process in names that .NET, Npgsql and ASP.NET Core
/// give. Each reader takes them with a provider of its own, so that none keeps another waiting or changes what it sees.
/// </summary>
internal static class MetricStreams
{
    // Meters are found by name in all of the process, so another exporter in it (a test's) would write here too. The limit is one more than
    // the budget: the SDK keeps a place for its overflow series.
    public static MeterProviderBuilder Deployment(Instruments instruments) => Builder().AddMeter(Instruments.MeterName).AddView(instrument =>
        instruments.BudgetOf(instrument) is { } budget
            ? new MetricStreamConfiguration { CardinalityLimit = budget.Limit + 1 }
            : MetricStreamConfiguration.Drop);

    // The web server's instruments have equal names in every host, and the end of one host would end them for the others.
    public static MeterProviderBuilder Process(IMeterFactory ofThisHost) => Builder()
        .AddMeter("System.Runtime", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
        .AddView(instrument => instrument.Meter.Scope is null || instrument.Meter.Scope == ofThisHost ? null : MetricStreamConfiguration.Drop);

    private static MeterProviderBuilder Builder() => Sdk.CreateMeterProviderBuilder().ConfigureResource(resource =>
        resource.Clear().AddService("coder-exporter", serviceVersion: BuildInfo.Version, autoGenerateServiceInstanceId: false));
}
