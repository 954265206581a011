using System.ComponentModel;
using System.Globalization;
using Exporter.Refresh;
using Exporter.Templates;
using Exporter.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace Exporter.Activity;

/// <summary>Daily active users where Coder's own API has them.</summary>
internal static class ActivityEndpoints
{
    private const string Offset = "tz_offset";
    private const string OffsetDescription = "Whole hours west of UTC, as JavaScript's getTimezoneOffset()/60; 0 without it. 5 is UTC-5.";

    public static void MapActivity(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/v2/insights/daus", (
                [FromQuery(Name = Offset), Description(OffsetDescription)] string? offset, ActivityAnswers answers) =>
            !TryOffset(offset, out var hours)
                ? BadOffset()
                : answers.DeploymentDaus(hours).Match(Ok, Problem.NotLoaded))
            .Takes(Offset).Answers<Daus>(Area.Activity, "Daily active users of the deployment").Parameter(Offset, JsonSchemaType.Integer, "int32");

        endpoints.MapGet("/api/v2/templates/{template}/daus", (
                [Description("The template's id.")] string template,
                [FromQuery(Name = Offset), Description(OffsetDescription)] string? offset, ActivityAnswers answers, TemplateAnswers templates) =>
            !Guid.TryParse(template, out var id) ? TemplatesEndpoints.BadId() :
            !TryOffset(offset, out var hours) ? BadOffset() :
            templates.Exists(id).Match(
                exists => exists ? answers.TemplateDaus(id, hours).Match(Ok, Problem.NotLoaded) : TemplatesEndpoints.Unknown(id),
                Problem.NotLoaded))
            .Takes(Offset).AnswersForTemplate<Daus>(Area.Activity, "Daily active users of a template")
            .Parameter(Offset, JsonSchemaType.Integer, "int32");
    }

    private static IResult Ok(Daus daus) => TypedResults.Json(daus, ApiJson.Default.Daus);

    private static IResult BadOffset() => Problem.BadRequest(Offset, "The offset must be a whole number of hours west of UTC, like 5 or -9.");

    private static bool TryOffset(string? text, out int hours)
    {
        hours = 0;
        return string.IsNullOrEmpty(text) || int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out hours);
    }
}
