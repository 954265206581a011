using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;

namespace Exporter.Web;

/// <summary>An error as RFC 9457 problem details that also carries the fields of Coder's API: message, detail and validations.</summary>
public sealed record Problem(
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("message")] string Message,
    [property: JsonPropertyName("detail")] string Detail,
    [property: JsonPropertyName("validations")] ImmutableArray<Validation> Validations)
{
    private const int RetryAfterSeconds = 5;

    internal static IResult BadRequest(string field, string detail) => Of(
        StatusCodes.Status400BadRequest, "Bad Request", "The request has an invalid parameter.", $"{field}: {detail}", new Validation(field, detail));

    internal static IResult NotFound(string detail) => Of(StatusCodes.Status404NotFound, "Not Found", "Resource not found.", detail);

    internal static IResult NotLoaded(string reason) =>
        new RetryLater(Of(StatusCodes.Status503ServiceUnavailable, "Service Unavailable", "Not loaded yet; try again soon.", reason));

    internal static IResult Busy(string reason) =>
        new RetryLater(Of(StatusCodes.Status503ServiceUnavailable, "Service Unavailable", "Too busy; try again soon.", reason));

    internal static IResult Of(int status, string title, string message, string detail, params Validation[] validations) =>
        TypedResults.Json(
            new Problem(title, status, message, detail, [.. validations]), ApiJson.Default.Problem, "application/problem+json", status);

    private sealed class RetryLater(IResult problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            return problem.ExecuteAsync(httpContext);
        }
    }
}
