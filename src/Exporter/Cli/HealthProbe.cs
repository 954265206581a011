namespace Exporter.Cli;

/// <summary>Asks a running exporter for <c>/healthz</c>, where there is no shell and no curl to do it: in its own container.</summary>
internal sealed class HealthProbe(IConfiguration configuration, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var address = Address();
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var response = await http.GetAsync(new Uri(address, "healthz"), cancellation);
            if (!response.IsSuccessStatusCode)
                return Failure.Report([$"{address} answers {(int)response.StatusCode} when asked for its health."], error);
            await output.WriteLineAsync($"{address} is well.");
            return 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return Failure.Report([$"{address} does not answer: is it this exporter's address, and does it run?"], error);
        }
    }

    /// <summary>Where an exporter with these settings listens, as seen from its own machine.</summary>
    private Uri Address()
    {
        if (configuration["urls"]?.Split(';') is [{ Length: > 0 } url, ..])
        {
            var address = BindingAddress.Parse(url);
            return new UriBuilder(address.Scheme, IsAny(address.Host) ? "127.0.0.1" : address.Host, address.Port).Uri;
        }
        return new(configuration["http_ports"]?.Split(';') is [{ Length: > 0 } port, ..] ? $"http://127.0.0.1:{port}" : ExporterHost.DefaultUrl);
    }

    private static bool IsAny(string host) => host is "0.0.0.0" or "[::]" or "*" or "+";
}
