using Microsoft.OpenApi;

namespace Exporter.Web;

/// <summary>What an endpoint of the API takes and answers, for its OpenAPI description.</summary>
internal static class Described
{
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, string area, string summary) => endpoint
        .WithTags(area)
        .WithSummary(summary)
        .Produces<T>()
        .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");

    public static RouteHandlerBuilder AnswersForTemplate<T>(this RouteHandlerBuilder endpoint, string area, string summary) => endpoint
        .Answers<T>(area, summary)
        .Parameter("template", JsonSchemaType.String, "uuid")
        .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");

    /// <summary>A parameter that is bound as text, so that a bad one is refused in our words, is still described as what it must be.</summary>
    public static RouteHandlerBuilder Parameter(this RouteHandlerBuilder endpoint, string name, JsonSchemaType type, string format) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>().Where(parameter => parameter.Name == name) ?? [])
                parameter.Schema = new OpenApiSchema { Type = type, Format = format };
            return Task.CompletedTask;
        });
}
