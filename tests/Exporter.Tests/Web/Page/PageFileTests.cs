using System.Net;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Web.Page;

public sealed class PageFileTests
{
    [Theory]
    [InlineData("/style.css", "text/css; charset=utf-8")]
    [InlineData("/icon.svg", "image/svg+xml")]
    public async Task File_WithItsTag_IsNotSentAgain(string path, string contentType)
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        var answer = await Answered.GetAsync(exporter, path);
        (answer.Status, answer.ContentType).ShouldBe((200, contentType));
        answer.Body.ShouldNotBeEmpty();
        answer.Response.Headers.CacheControl!.NoCache.ShouldBeTrue();

        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.IfNoneMatch.Add(answer.Response.Headers.ETag.ShouldNotBeNull());
        using var response = await exporter.Http.SendAsync(again, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/style.css")]
    [InlineData("/icon.svg")]
    public async Task Head_OfAnything_IsAnswered(string path)
    {
        await using var exporter = await TestExporter.StartAsync(TestExporter.Nowhere, new(FixedDeployment.Now));
        (await Answered.GetAsync(exporter, path, "HEAD")).Status.ShouldBe(200);
    }
}
