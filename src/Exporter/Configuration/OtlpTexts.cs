using System.Globalization;
using OpenTelemetry.Exporter;

namespace Exporter.Configuration;

/// <summary>How the values of OpenTelemetry's variables are written.</summary>
internal static class OtlpTexts
{
    internal enum Exporters
    {
        NotSaid,
        None,
        Otlp,
    }

    /// <summary>A list, of which prometheus goes without saying.</summary>
    public static bool TryExporters(string text, out Exporters value, out string? error)
    {
        var names = text.ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        value = names.Contains("otlp") ? Exporters.Otlp : Exporters.None;
        error = names.FirstOrDefault(name => name is not ("otlp" or "none" or "prometheus")) is { } unknown
            ? $"{Quoted.Text(unknown)} is nothing that the exporter has; give otlp or none."
            : null;
        return error is null;
    }

    public static bool TryProtocol(string text, out OtlpExportProtocol value, out string? error)
    {
        (value, error) = text.ToLowerInvariant() switch
        {
            "grpc" => (OtlpExportProtocol.Grpc, null),
            "http/protobuf" => (OtlpExportProtocol.HttpProtobuf, null),
            _ => (default(OtlpExportProtocol), $"{Quoted.Text(text)} is neither grpc nor http/protobuf."),
        };
        return error is null;
    }

    /// <summary>The text may hold a password.</summary>
    public static bool TryEndpoint(string text, out Uri? value, out string? error)
    {
        var isUrl = Uri.TryCreate(text, UriKind.Absolute, out value) && (value.Scheme == Uri.UriSchemeHttp || value.Scheme == Uri.UriSchemeHttps);
        error = isUrl ? null : "is not a URL that begins with http:// or https://; write it like http://collector.example.com:4317.";
        return isUrl;
    }

    /// <summary>The text may hold a secret, so it is in no message.</summary>
    public static bool TryHeaders(string text, out Secret? value, out string? error)
    {
        value = new(text);
        error = text.Split(',').All(header => header.Trim().IndexOf('=', StringComparison.Ordinal) > 0)
            ? null
            : "is not a list of headers; write them like api-key=SECRET,tenant=one.";
        return error is null;
    }

    public static bool TryMilliseconds(string text, out TimeSpan value, out string? error)
    {
        var parsed = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0;
        value = TimeSpan.FromMilliseconds(milliseconds);
        error = parsed ? null : $"{Quoted.Text(text)} is not a number of milliseconds; write it like 60000.";
        return parsed;
    }

    public static string DefaultEndpoint(OtlpExportProtocol protocol) =>
        protocol is OtlpExportProtocol.Grpc ? "http://localhost:4317" : "http://localhost:4318";

    public static Uri WithSignalPath(Uri? endpoint) => new UriBuilder(endpoint!) { Path = endpoint!.AbsolutePath.TrimEnd('/') + "/v1/metrics" }.Uri;
}
