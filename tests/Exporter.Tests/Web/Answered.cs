using System.Text.Json;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Web;

/// <summary>What came back over HTTP.</summary>
internal sealed record Answered(int Status, string? ContentType, string Body, HttpResponseMessage Response)
{
    public static async Task<Answered> GetAsync(TestExporter exporter, string path, string method = "GET")
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var response = await exporter.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), body, response);
    }

    /// <param name="body">What must be there to the letter, but for line ends.</param>
    public void ShouldBeJson(string body) =>
        (Status, ContentType, Body).ShouldBe((200, "application/json; charset=utf-8", body.ReplaceLineEndings("")));

    /// <summary>Problem details with Coder's fields, which say as much as the status; validations name <paramref name="field"/> or nothing.</summary>
    public Answered ShouldBeProblem(int status, string? field = null)
    {
        (Status, ContentType).ShouldBe((status, "application/problem+json"), Body);
        var problem = JsonDocument.Parse(Body).RootElement;
        problem.EnumerateObject().Select(property => property.Name).ShouldBe(["title", "status", "message", "detail", "validations"]);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        var validations = problem.GetProperty("validations").EnumerateArray().ToArray();
        validations.Select(validation => validation.GetProperty("field").GetString()).ShouldBe(field is null ? [] : [field]);
        validations.ShouldAllBe(validation => validation.GetProperty("detail").GetString()!.Length > 0);
        return this;
    }
}
