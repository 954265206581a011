using Exporter.Configuration;
using Exporter.WebFile;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Exporter.Web.Access;

/// <summary>What a client may take of the web server: no body, small headers, and not much time.</summary>
internal static class ServerLimits
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static void Set(KestrelServerOptions kestrel, WebOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.RequestHeadersTimeout = Patience;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2); // two scrapes of the usual interval on one connection
        kestrel.Limits.MinResponseDataRate = new(bytesPerSecond: 1024, gracePeriod: Patience);
        if (options.ConfigFile?.Config is not { Tls: not null }) return;
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.UseHttps(new TlsHandshakeCallbackOptions
        {
            HandshakeTimeout = Patience,
            OnConnection = _ => ValueTask.FromResult(
                endpoint.ApplicationServices.GetRequiredService<LiveWebConfig>().Current.Tls!.Options),
        }));
    }
}
