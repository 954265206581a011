using OpenTelemetry.Exporter;
using static Exporter.Tests.Configuration.ConfigurationText;

namespace Exporter.Tests.Configuration;

public sealed class OtlpOptionsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(null, "OTEL_EXPORTER_OTLP_ENDPOINT=")]
    [InlineData(null, "OTEL_METRICS_EXPORTER=none", "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317")]
    [InlineData(null, "OTEL_METRICS_EXPORTER=prometheus", "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317")]
    [InlineData(null, "OTEL_METRICS_EXPORTER=none", "OTEL_EXPORTER_OTLP_ENDPOINT=not a url", "OTEL_EXPORTER_OTLP_PROTOCOL=http/json")]
    [InlineData(null, "OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_HEADERS=x", "OTEL_METRIC_EXPORT_INTERVAL=often")]
    [InlineData("http://localhost:4317/", "OTEL_METRICS_EXPORTER=otlp")]
    [InlineData("http://localhost:4317/", "OTEL_METRICS_EXPORTER=OTLP, prometheus")]
    [InlineData("http://localhost:4318/v1/metrics", "OTEL_METRICS_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf")]
    [InlineData("http://collector:4317/", "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4317")]
    [InlineData("https://collector/otlp/v1/metrics", "OTEL_EXPORTER_OTLP_ENDPOINT=https://collector/otlp/",
        "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf")]
    [InlineData("https://metrics/in", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=https://metrics/in", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=http/protobuf",
        "OTEL_EXPORTER_OTLP_ENDPOINT=https://collector")]
    public void Read_WhatIsSaid_IsWhereItGoes(string? endpoint, params string[] variables) =>
        Read(variables).Otlp?.Endpoint.AbsoluteUri.ShouldBe(endpoint);

    [Fact]
    public void Read_WhatIsSaidOfMetricsAlone_Wins()
    {
        var otlp = Read(
            "OTEL_EXPORTER_OTLP_ENDPOINT=http://collector", "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=grpc",
            "OTEL_EXPORTER_OTLP_HEADERS=a=1", "OTEL_EXPORTER_OTLP_METRICS_HEADERS=b=2", "OTEL_EXPORTER_OTLP_TIMEOUT=1000",
            "OTEL_METRIC_EXPORT_INTERVAL=15000").Otlp.ShouldNotBeNull();
        (otlp.Protocol, otlp.Headers?.Reveal(), otlp.Timeout, otlp.Interval).ShouldBe(
            (OtlpExportProtocol.Grpc, "b=2", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15)));
    }

    [Theory]
    [InlineData("OTEL_METRICS_EXPORTER: 'console' is nothing that the exporter has; give otlp or none.", "OTEL_METRICS_EXPORTER=console")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT: is not a URL that begins with http:// or https://; write it like http://collector.example.com:4317.",
        "OTEL_EXPORTER_OTLP_ENDPOINT=user:s3cr3t@collector:4317")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' is neither grpc nor http/protobuf.",
        "OTEL_METRICS_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_PROTOCOL=http/json")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_HEADERS: is not a list of headers; write them like api-key=SECRET,tenant=one.",
        "OTEL_METRICS_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_METRICS_HEADERS=s3cr3t")]
    [InlineData("OTEL_METRIC_EXPORT_INTERVAL: '15s' is not a number of milliseconds; write it like 60000.",
        "OTEL_METRICS_EXPORTER=otlp", "OTEL_METRIC_EXPORT_INTERVAL=15s")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'sums' is none of cumulative, delta, lowmemory.",
        "OTEL_METRICS_EXPORTER=otlp", "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=sums")]
    [InlineData("OTEL_SDK_DISABLED: is true, which would leave /metrics empty without a word; unset it for the exporter.", "OTEL_SDK_DISABLED=true")]
    public void Read_Mistaken_SaysHowItIsWritten(string mistake, params string[] variables) =>
        Mistakes(variables).ShouldBe([mistake]);
}
