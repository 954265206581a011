using System.Diagnostics.Metrics;
using Exporter.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Exporter.Metrics;

/// <summary>
/// Pushes what the two pages show to an OpenTelemetry collector, and says in the log when that begins to fail and when it works again.
/// </summary>
internal sealed partial class OtlpPush : IHostedService, IDisposable
{
    private readonly OtlpOptions _options;
    private readonly IConfiguration _configuration;
    private readonly ILogger<OtlpPush> _logger;
    private readonly MeterProvider _deployment, _process;
    private int _failing;

    /// <summary>Made before any loop runs: the SDK forgets what a histogram records while nobody listens.</summary>
    public OtlpPush(
        Instruments instruments, IMeterFactory ofThisHost, OtlpOptions options, IConfiguration configuration, ILogger<OtlpPush> logger)
    {
        (_options, _configuration, _logger) = (options, configuration, logger);
        _deployment = Build(MetricStreams.Deployment(instruments));
        _process = Build(MetricStreams.Process(ofThisHost));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogBegin(_options.Address, _options.Interval.TotalSeconds);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Pushes now, without waiting for the interval to pass.</summary>
    public bool Flush() => _deployment.ForceFlush() & _process.ForceFlush();

    /// <summary>Pushes once more before the end.</summary>
    public void Dispose()
    {
        _deployment.Dispose();
        _process.Dispose();
    }

    private MeterProvider Build(MeterProviderBuilder builder) => builder
        .ConfigureServices(services => services.AddSingleton(_configuration)) // or the SDK looks at the environment alone
        .ConfigureResource(resource => resource.AddEnvironmentVariableDetector()) // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES
        .AddReader(new PeriodicExportingMetricReader(
            new WatchedExporter(Target(), Note), (int)_options.Interval.TotalMilliseconds, (int)_options.ExportTimeout.TotalMilliseconds)
        {
            TemporalityPreference = _options.Temporality,
        })
        .Build();

    private OtlpExporterOptions Target() => new()
    {
        Protocol = _options.Protocol,
        Endpoint = _options.Endpoint,
        Headers = _options.Headers?.Reveal(),
        TimeoutMilliseconds = (int)_options.Timeout.TotalMilliseconds,
    };

    private void Note(bool pushed)
    {
        var before = Interlocked.Exchange(ref _failing, pushed ? 0 : 1);
        if (pushed && before == 1) LogAgain(_options.Address);
        else if (!pushed && before == 0) LogFailing(_options.Address, _options.Interval.TotalSeconds);
    }

    [LoggerMessage(LogLevel.Information, "Metrics are pushed to {Address} by OTLP every {Seconds} s.")]
    private partial void LogBegin(string address, double seconds);

    [LoggerMessage(LogLevel.Warning,
        "Metrics cannot be pushed to {Address}: check the address, the protocol and the headers, and what listens there. " +
        "Trying again every {Seconds} s.")]
    private partial void LogFailing(string address, double seconds);

    [LoggerMessage(LogLevel.Information, "Metrics are pushed to {Address} again.")]
    private partial void LogAgain(string address);

    /// <summary>Tells how each push went; the SDK itself tells only its event source.</summary>
    private sealed class WatchedExporter(OtlpExporterOptions options, Action<bool> note) : OtlpMetricExporter(options)
    {
        public override ExportResult Export(in Batch<OpenTelemetry.Metrics.Metric> metrics)
        {
            var result = base.Export(metrics);
            note(result == ExportResult.Success);
            return result;
        }
    }
}
