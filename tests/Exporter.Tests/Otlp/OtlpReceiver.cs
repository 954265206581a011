using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;
using System.Threading.Channels;
using Exporter.Tests.Otlp.Wire;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Exporter.Tests.Otlp;

/// <summary>A collector that takes metrics over gRPC and over HTTP, and keeps what it was sent.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly Channel<bool> _news = Channel.CreateUnbounded<bool>();
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Everything received, with the headers it came with.</summary>
    public ConcurrentQueue<(Request Request, Dictionary<string, string> Headers)> Received { get; } = [];

    /// <summary>Refuses whatever comes, over HTTP.</summary>
    public bool Refuses { get; set; }

    public string Grpc => _app.Urls.First();

    public string Http => _app.Urls.Last();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddGrpc();
        OtlpReceiver? receiver = null;
        builder.Services.AddSingleton(_ => receiver!);
        var app = builder.Build();
        receiver = new(app);
        app.MapGrpcService<Collector>();
        app.MapPost("/v1/metrics", receiver.TakeAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Every number received so far, the newest of each series, in the words of <c>/metrics</c>.</summary>
    public Dictionary<string, double> Numbers()
    {
        Dictionary<string, double> numbers = [];
        foreach (var (series, value) in Metrics().SelectMany(OtlpSeries.Of)) numbers[series] = value;
        return numbers;
    }

    public IEnumerable<Metric> Metrics() =>
        from received in Received
        from resource in received.Request.ResourceMetrics
        from scope in resource.ScopeMetrics
        from metric in scope.Metrics
        select metric;

    /// <summary>What the sender says of itself.</summary>
    public Dictionary<string, string> Resource() => Received
        .SelectMany(received => received.Request.ResourceMetrics)
        .SelectMany(resource => resource.Resource.Attributes)
        .GroupBy(attribute => attribute.Key)
        .ToDictionary(group => group.Key, group => group.Last().Value.Text);

    /// <summary>Waits until something is so; looks whenever a push has come.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await _news.Reader.ReadAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        if (Refuses) return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        await using var body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var message = new MemoryStream();
        await body.CopyToAsync(message);
        Take(Request.Parser.ParseFrom(message.ToArray()), request);
        return TypedResults.Bytes(new Response().ToByteArray(), "application/x-protobuf");
    }

    private void Take(Request message, HttpRequest request)
    {
        // The server uses its headers again for the next request.
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        Received.Enqueue((message, headers));
        _news.Writer.TryWrite(true);
    }

    private sealed class Collector(OtlpReceiver receiver) : MetricsService.MetricsServiceBase
    {
        public override Task<Response> Export(Request request, ServerCallContext context)
        {
            receiver.Take(request, context.GetHttpContext().Request);
            return Task.FromResult(new Response());
        }
    }
}
