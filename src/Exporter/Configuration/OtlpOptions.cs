using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Exporter.Configuration;

/// <summary>
/// Where metrics are pushed to by OTLP, in the standard variables of OpenTelemetry. The SDK reads most of them itself, but ignores what it cannot
/// read, and knows those for metrics alone only where it is set up in a way that has no room for two pages.
/// </summary>
/// <param name="Endpoint">The whole address, with the path that metrics go to.</param>
/// <param name="Headers">NAME=VALUE,NAME=VALUE; may hold a secret.</param>
/// <param name="Timeout">Longest wait for one answer.</param>
/// <param name="Interval">Time between two pushes.</param>
/// <param name="ExportTimeout">Longest time that one push may take.</param>
/// <param name="Temporality">Whether counters are pushed as sums since the start or since the last push.</param>
internal sealed record OtlpOptions(
    Uri Endpoint, OtlpExportProtocol Protocol, Secret? Headers, TimeSpan Timeout, TimeSpan Interval, TimeSpan ExportTimeout,
    MetricReaderTemporalityPreference Temporality)
{
    private const string Disabled = "OTEL_SDK_DISABLED", Exporter = "OTEL_METRICS_EXPORTER";
    private const string Any = "OTEL_EXPORTER_OTLP_", Metrics = "OTEL_EXPORTER_OTLP_METRICS_";

    private const string Url = "http:// or https:// URL";

    private static readonly ImmutableSortedDictionary<string, MetricReaderTemporalityPreference> Temporalities =
        ImmutableSortedDictionary.Create<string, MetricReaderTemporalityPreference>(StringComparer.OrdinalIgnoreCase)
            .Add("cumulative", MetricReaderTemporalityPreference.Cumulative)
            .Add("delta", MetricReaderTemporalityPreference.Delta)
            .Add("lowmemory", MetricReaderTemporalityPreference.LowMemory);

    /// <summary>The endpoint without what may be secret in a URL.</summary>
    public string Address => Endpoint.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    public override string ToString() => $"OTLP to {Address}";

    /// <summary>Null when nothing is to be pushed, which is so unless a variable says otherwise.</summary>
    public static OtlpOptions? Read(ConfigurationReader reader)
    {
        var section = reader.TopLevel();
        var exporters = section.Value(Exporter, "otlp or none", "none", "",
            "Whether to push the metrics by OTLP; if it is not given, they are pushed when an endpoint is. /metrics is served in any case.",
            OtlpTexts.TryExporters, OtlpTexts.Exporters.NotSaid);
        var (any, own) = (
            section.Secret($"{Any}ENDPOINT", Url, "The collector to push to; over HTTP, /v1/metrics is appended."),
            section.Secret($"{Metrics}ENDPOINT", Url, $"The same for metrics alone, used as it stands; wins over {Any}ENDPOINT."));
        var on = exporters is OtlpTexts.Exporters.Otlp || (exporters is OtlpTexts.Exporters.NotSaid && (any ?? own) is not null);

        var protocol = Both("PROTOCOL", "grpc or http/protobuf", "grpc", "How to push.", OtlpTexts.TryProtocol, OtlpExportProtocol.Grpc);
        var headers = Both<Secret?>("HEADERS", "NAME=VALUE,NAME=VALUE", "none", "Headers that the collector wants, such as a token.",
            OtlpTexts.TryHeaders, null);
        var timeout = Both("TIMEOUT", "milliseconds", "10000", "Longest wait for an answer of the collector.",
            OtlpTexts.TryMilliseconds, TimeSpan.FromSeconds(10));
        var interval = Value("OTEL_METRIC_EXPORT_INTERVAL", "milliseconds", "60000", "Time between two pushes.",
            OtlpTexts.TryMilliseconds, TimeSpan.FromMinutes(1));
        var exportTimeout = Value("OTEL_METRIC_EXPORT_TIMEOUT", "milliseconds", "30000", "Longest time that one push may take.",
            OtlpTexts.TryMilliseconds, TimeSpan.FromSeconds(30));
        var temporality = Value($"{Metrics}TEMPORALITY_PREFERENCE", string.Join(", ", Temporalities.Keys), "cumulative",
            "Whether counters are pushed as sums since the start or since the last push.",
            TryTemporality, MetricReaderTemporalityPreference.Cumulative);
        if (section.Flag(Disabled, false, "OpenTelemetry's own switch; true is refused, since it would leave /metrics empty."))
            reader.Mistake(Disabled, "is true, which would leave /metrics empty without a word; unset it for the exporter.");
        if (!on) return null;

        var (key, given) = own is not null
            ? ($"{Metrics}ENDPOINT", own.Reveal())
            : ($"{Any}ENDPOINT", any?.Reveal() ?? OtlpTexts.DefaultEndpoint(protocol));
        if (!OtlpTexts.TryEndpoint(given, out var endpoint, out var mistake)) reader.Mistake(key, mistake!);
        else if (own is null && protocol is OtlpExportProtocol.HttpProtobuf) endpoint = OtlpTexts.WithSignalPath(endpoint);
        return new(endpoint ?? new(OtlpTexts.DefaultEndpoint(protocol)), protocol, headers, timeout, interval, exportTimeout, temporality);

        // What is set for others who share the environment is no mistake while nothing is pushed.
        T Value<T>(string name, string kind, string fallbackText, string help, TextParser<T> parse, T fallback) =>
            section.Value(name, kind, fallbackText, "", help, on ? parse : Ignored(fallback), fallback);

        T Both<T>(string name, string kind, string fallbackText, string help, TextParser<T> parse, T fallback) => Value(
            Metrics + name, kind, "none", $"The same for metrics alone; wins over {Any}{name}.", parse,
            Value(Any + name, kind, fallbackText, help, parse, fallback));
    }

    private static TextParser<T> Ignored<T>(T fallback) => (string _, [MaybeNullWhen(false)] out T value, out string? error) =>
    {
        (value, error) = (fallback, null);
        return true;
    };

    private static bool TryTemporality(string text, out MetricReaderTemporalityPreference value, out string? error)
    {
        error = Temporalities.TryGetValue(text, out value) ? null : $"{Quoted.Text(text)} is none of {string.Join(", ", Temporalities.Keys)}.";
        return error is null;
    }
}
