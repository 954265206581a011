using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Exporter.Metrics;

/// <summary>
/// The two pages: <c>/metrics</c> is about the Coder deployment and lints without findings; <c>/metrics/process</c> is about this process, in
/// names that .NET, Npgsql and ASP.NET Core give, some of which do not lint.
/// </summary>
internal sealed class MetricsPages : IDisposable
{
    private static readonly HttpMethodMetadata Reading = new([HttpMethods.Get, HttpMethods.Head]);

    private readonly MeterProvider _deployment, _process;
    private readonly KeptPages _kept;

    public MetricsPages(Instruments instruments, IMeterFactory ofThisHost)
    {
        _kept = new(instruments.Shown);
        // Meters are found by name in all of the process, so another exporter in it (a test's) would write on this page too. The limit is one
        // more than the budget: the SDK keeps a place for its overflow series.
        _deployment = Build(Sdk.CreateMeterProviderBuilder().AddMeter(Instruments.MeterName).AddView(instrument =>
            instruments.BudgetOf(instrument) is { } budget
                ? new MetricStreamConfiguration { CardinalityLimit = budget.Limit + 1 }
                : MetricStreamConfiguration.Drop));
        // The web server's instruments have equal names in every host, and the end of one host would end them for the others.
        _process = Build(Sdk.CreateMeterProviderBuilder()
            .AddMeter("System.Runtime", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel")
            .AddView(instrument => instrument.Meter.Scope is null || instrument.Meter.Scope == ofThisHost ? null : MetricStreamConfiguration.Drop));
    }

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPrometheusScrapingEndpoint("/metrics", _deployment, branch => branch.Use(_kept.SendAsync), optionsName: null)
            .WithMetadata(Reading);
        endpoints.MapPrometheusScrapingEndpoint("/metrics/process", _process, configureBranchedPipeline: null, optionsName: null)
            .WithMetadata(Reading);
    }

    public void Dispose()
    {
        _deployment.Dispose();
        _process.Dispose();
        _kept.Dispose();
    }

    private static MeterProvider Build(MeterProviderBuilder builder) => builder
        .ConfigureResource(resource => resource.Clear().AddService("coder-exporter", serviceVersion: BuildInfo.Version, autoGenerateServiceInstanceId: false))
        .AddPrometheusExporter(options =>
        {
            options.ScopeInfoEnabled = false; // or every series carries otel_scope_name
            options.ScrapeResponseCacheDurationMilliseconds = 0; // KeptPages keeps a page as long as it is true, not for a time
        })
        .Build();
}
