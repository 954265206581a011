namespace Exporter.Web;

/// <summary>What an endpoint of the API answers, for its OpenAPI description.</summary>
internal static class Described
{
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .WithSummary(summary)
        .Produces<T>()
        .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");

    public static RouteHandlerBuilder AnswersForTemplate<T>(this RouteHandlerBuilder endpoint, string summary) => endpoint
        .Answers<T>(summary)
        .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
}
