using System.Net;
using System.Net.Sockets;
using Exporter.Configuration;

namespace Exporter.Cli;

/// <summary>Asks a running exporter for <c>/healthz</c>, where there is no shell and no curl to do it: in its own container.</summary>
internal sealed class HealthProbe(IConfiguration configuration, TextWriter output, TextWriter error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var (key, url) = ListenAddresses.Of(configuration) is [var first, ..] ? first : ("urls", ListenAddresses.Default);
        if (!ListenAddresses.TryParse(url, out var listening)) return Failure.Report([$"{key}: {ListenAddresses.Mistake(key)}"], error);
        var answer = new HealthAnswer(Told: false, "");
        foreach (var scheme in Schemes(listening))
        {
            answer = await AskAsync(scheme, listening, cancellation);
            if (!answer.Told) continue;
            if (answer.Problem is not null) break;
            await output.WriteLineAsync($"{Shown(scheme, listening)} is well.");
            return 0;
        }
        return Failure.Report([answer.Problem!], error);
    }

    /// <summary>Nothing secret is sent, so no certificate need be trusted. A refusal to let us in is a sign of life too, by TLS or by HTTP.</summary>
    private static async Task<HealthAnswer> AskAsync(string scheme, BindingAddress listening, CancellationToken cancellation)
    {
        var greeted = false;
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => greeted = true;
        if (listening.IsUnixPipe) handler.ConnectCallback = (_, stop) => ConnectAsync(listening.UnixPipePath, stop);
        using var http = new HttpClient(handler) { Timeout = Patience };
        var shown = Shown(scheme, listening);
        try
        {
            var health = listening.IsUnixPipe ? new UriBuilder(scheme, "localhost") : new UriBuilder(scheme, Reachable(listening.Host), listening.Port);
            using var response = await http.GetAsync(new Uri(health.Uri, "healthz"), cancellation);
            return response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.Unauthorized
                ? new(Told: true, null)
                : new(Told: true, $"{shown} answers {(int)response.StatusCode} when asked for its health.");
        }
        catch (HttpRequestException) when (greeted)
        {
            return new(Told: true, null); // it wants a client's certificate
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new(Told: false, $"{shown} does not answer: is it this exporter's address, and does it run?");
        }
    }

    /// <summary>
    /// TLS first where there may be some. The web configuration is not asked: it may be broken by now, and the exporter live on with the one before.
    /// </summary>
    private string[] Schemes(BindingAddress listening) =>
        string.IsNullOrEmpty(configuration[WebOptions.ConfigFileKey]) || ListenAddresses.IsHttps(listening)
            ? [listening.Scheme]
            : [Uri.UriSchemeHttps, listening.Scheme];

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancellation)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Shown(string scheme, BindingAddress listening) => listening.IsUnixPipe
        ? $"{scheme}://unix:{listening.UnixPipePath}"
        : new UriBuilder(scheme, Reachable(listening.Host), listening.Port).Uri.ToString();

    /// <summary>As seen from its own machine.</summary>
    private static string Reachable(string host) => host is "0.0.0.0" or "[::]" or "*" or "+" ? "127.0.0.1" : host;
}
