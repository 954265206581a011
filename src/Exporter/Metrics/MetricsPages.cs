using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

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
        _deployment = Build(MetricStreams.Deployment(instruments));
        _process = Build(MetricStreams.Process(ofThisHost));
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
        .AddPrometheusExporter(options =>
        {
            options.ScopeInfoEnabled = false; // or every series carries otel_scope_name
            options.ScrapeResponseCacheDurationMilliseconds = 0; // KeptPages keeps a page as long as it is true, not for a time
        })
        .Build();
}
