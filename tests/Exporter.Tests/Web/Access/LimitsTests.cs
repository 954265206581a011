using System.Net;
using Exporter.Tests.Fixtures;
using Exporter.Tests.Fuzz;
using Exporter.Web.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Exporter.Tests.Web.Access;

public sealed class LimitsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scrapes_AboveTheLimit_AreToldToComeBack()
    {
        using var limit = new RequestLimits(scrapes: 2, questions: 1);
        var blocked = new TaskCompletionSource();
        Task[] reading = [limit.InvokeAsync(Request("/metrics"), _ => blocked.Task), limit.InvokeAsync(Request("/metrics/process"), _ => blocked.Task)];
        var refused = Request("/metrics");
        await limit.InvokeAsync(refused, _ => throw new InvalidOperationException("is one too many"));
        refused.Response.StatusCode.ShouldBe(503);
        refused.Response.Headers.RetryAfter.ToString().ShouldBe("5");
        var other = false;
        await limit.InvokeAsync(Request("/healthz"), _ =>
        {
            other = true;
            return Task.CompletedTask;
        });
        other.ShouldBeTrue();
        blocked.SetResult();
        await Task.WhenAll(reading);
        var again = false;
        await limit.InvokeAsync(Request("/metrics"), _ =>
        {
            again = true;
            return Task.CompletedTask;
        });
        again.ShouldBeTrue();
    }

    [Fact]
    public async Task Questions_AboveTheLimit_AreToldToComeBack()
    {
        using var limit = new RequestLimits(scrapes: 1, questions: 1);
        var blocked = new TaskCompletionSource();
        var reading = limit.InvokeAsync(Request("/api/activity"), _ => blocked.Task);
        var refused = Request("/");
        await limit.InvokeAsync(refused, _ => throw new InvalidOperationException("is one too many"));
        refused.Response.StatusCode.ShouldBe(503);
        foreach (var path in (string[])["/healthz", "/readyz", "/metrics"])
        {
            var other = Request(path);
            await limit.InvokeAsync(other, Answer);
            other.Response.StatusCode.ShouldBe(204);
        }
        blocked.SetResult();
        await reading;
        var again = Request("/");
        await limit.InvokeAsync(again, Answer);
        again.Response.StatusCode.ShouldBe(204);

        static Task Answer(HttpContext context)
        {
            context.Response.StatusCode = 204;
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nX: {17000}\r\n\r\n", 431)]
    [InlineData("GET /{9000} HTTP/1.1\r\nHost: a\r\n\r\n", 414)]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n{70 headers}\r\n", 431)]
    [InlineData("POST /metrics HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello", 405)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: a\r\n\r\n", 505)]
    [InlineData("hello\r\n\r\n", 400)]
    public async Task Request_OfTheWrongSize_IsRefusedAndTheConnectionClosed(string request, int status)
    {
        await using var exporter = await TestExporter.ListenAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        var text = request.Replace("{17000}", new('x', 17_000), StringComparison.Ordinal).Replace("{9000}", new('x', 9_000), StringComparison.Ordinal)
            .Replace("{70 headers}", string.Concat(Enumerable.Range(0, 70).Select(i => $"X{i}: 1\r\n")), StringComparison.Ordinal);
        var answer = await RawHttp.SendAsync(exporter.Http.BaseAddress!.Port, System.Text.Encoding.ASCII.GetBytes(text.Replace("Host: a", "Host: a\r\nConnection: close", StringComparison.Ordinal)), Cancellation);
        answer.Status.ShouldBe(status, answer.Text);
    }

    [Fact]
    public async Task Connections_AboveTheLimit_AreClosed()
    {
        await using var exporter = await TestExporter.ListenAsync(TestExporter.Nowhere, new(FixedDeployment.Now), "--Web:MaxConnections=1");
        (await exporter.Http.GetAsync("/healthz", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK); // and stays connected
        var port = exporter.Http.BaseAddress!.Port;
        (await RawHttp.SendAsync(port, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), Cancellation)).Status.ShouldBeNull();
    }

    /// <summary>That Kestrel keeps to its own limits is Kestrel's affair; what they are, ours.</summary>
    [Fact]
    public async Task Server_Always_HasLimits()
    {
        await using var exporter = await TestExporter.ListenAsync(TestExporter.Nowhere, new(FixedDeployment.Now), "--Web:MaxConnections=77");
        var kestrel = exporter.Get<IOptions<KestrelServerOptions>>().Value;
        kestrel.AddServerHeader.ShouldBeFalse();
        kestrel.Limits.MaxConcurrentConnections.ShouldBe(77);
        kestrel.Limits.MaxRequestBodySize.ShouldBe(0);
        kestrel.Limits.RequestHeadersTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        kestrel.Limits.KeepAliveTimeout.ShouldBe(TimeSpan.FromMinutes(2));
        kestrel.Limits.MinResponseDataRate.ShouldNotBeNull().BytesPerSecond.ShouldBe(1024);
    }

    private static DefaultHttpContext Request(string path) => new()
    {
        Request = { Path = path },
        RequestServices = new ServiceCollection().AddLogging().BuildServiceProvider(),
        Response = { Body = new MemoryStream() },
    };
}
