using Exporter.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;

namespace Exporter.Tests.Web;

public sealed class ErrorPagesTests
{
    [Fact]
    public async Task Bug_InAnEndpoint_TellsTheLogAndNotTheClient()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.UseErrorPages();
        app.MapGet("/", string () => throw new InvalidOperationException("Host=db;Password=secret"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = app.GetTestClient();

        using var response = await http.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        new Answered((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), body, response).ShouldBeProblem(500);
        body.ShouldNotContain("secret");
        body.ShouldNotContain("InvalidOperation");
    }
}
