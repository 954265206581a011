using System.ComponentModel;
using Exporter.Web;

namespace Exporter.Templates;

/// <summary>Templates where Coder's own API has them.</summary>
internal static class TemplatesEndpoints
{
    public static void MapTemplates(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v2/templates", (TemplateAnswers answers) =>
                answers.Live().Match(templates => TypedResults.Json(templates, ApiJson.Default.TemplateSummaryArray), Problem.NotLoaded))
            .Takes().Answers<TemplateSummary[]>("templates", "Templates that are not deleted");

        endpoints.MapGet("/api/v2/templates/{template}", ([Description("The template's id.")] string template, TemplateAnswers answers) =>
                !Guid.TryParse(template, out var id)
                    ? BadId()
                    : answers.One(id).Match(
                        found => found is null ? Unknown(id) : TypedResults.Json(found, ApiJson.Default.TemplateSummary), Problem.NotLoaded))
            .Takes().AnswersForTemplate<TemplateSummary>("templates", "A template, deleted or not");
    }

    public static IResult BadId() => Problem.BadRequest("template", "The template must be given by its id, a UUID.");

    public static IResult Unknown(Guid id) => Problem.NotFound($"There is no template {id}.");
}
