using System.Net;
using Exporter.Configuration;

namespace Exporter.Cli;

/// <summary>Asks a running exporter for <c>/healthz</c>, where there is no shell and no curl to do it: in its own container.</summary>
internal sealed class HealthProbe(IConfiguration configuration, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var answer = new HealthAnswer(Told: false, "");
        foreach (var address in Addresses())
        {
            answer = await AskAsync(address, cancellation);
            if (!answer.Told) continue;
            if (answer.Problem is not null) break;
            await output.WriteLineAsync($"{address} is well.");
            return 0;
        }
        return Failure.Report([answer.Problem!], error);
    }

    /// <summary>Nothing secret is sent, so no certificate need be trusted. A refusal to let us in is a sign of life too, by TLS or by HTTP.</summary>
    private static async Task<HealthAnswer> AskAsync(Uri address, CancellationToken cancellation)
    {
        var greeted = false;
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => greeted = true;
        using var http = new HttpClient(handler) { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(new Uri(address, "healthz"), cancellation);
            return response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.Unauthorized
                ? new(Told: true, null)
                : new(Told: true, $"{address} answers {(int)response.StatusCode} when asked for its health.");
        }
        catch (HttpRequestException) when (greeted)
        {
            return new(Told: true, null); // it wants a client's certificate
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(Told: false, $"{address} does not answer: is it this exporter's address, and does it run?");
        }
    }

    /// <summary>
    /// With TLS first where there may be some. The web configuration is not asked: it may be broken by now, and the exporter live on with the one before.
    /// </summary>
    private Uri[] Addresses()
    {
        var address = Address();
        if (string.IsNullOrEmpty(configuration[WebOptions.ConfigFileKey]) || address.Scheme == Uri.UriSchemeHttps) return [address];
        return [new UriBuilder(Uri.UriSchemeHttps, address.Host, address.Port).Uri, address];
    }

    /// <summary>Where an exporter with these settings listens, as seen from its own machine.</summary>
    private Uri Address()
    {
        if ((FirstEndpoint() ?? configuration["urls"])?.Split(';') is [{ Length: > 0 } url, ..])
        {
            var address = BindingAddress.Parse(url);
            return new UriBuilder(address.Scheme, IsAny(address.Host) ? "127.0.0.1" : address.Host, address.Port).Uri;
        }
        return new(configuration["http_ports"]?.Split(';') is [{ Length: > 0 } port, ..] ? $"http://127.0.0.1:{port}" : ExporterHost.DefaultUrl);
    }

    /// <summary>Kestrel's own endpoints take the place of every other address.</summary>
    private string? FirstEndpoint() =>
        configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).FirstOrDefault(url => !string.IsNullOrEmpty(url));

    private static bool IsAny(string host) => host is "0.0.0.0" or "[::]" or "*" or "+";
}
