using System.ComponentModel;
using Exporter.Refresh;
using Exporter.Templates;
using Exporter.Web;
using NodaTime;
using NodaTime.Text;

namespace Exporter.Activity;

/// <summary>Active users of any range of days, in any timezone: what the original could not answer.</summary>
internal static class ActivityRangeEndpoint
{
    /// <summary>Long before Coder; earlier days would leave the calendar's range where others are counted from them.</summary>
    private static readonly LocalDate Earliest = new(1970, 1, 1);

    private const int DaysUnlessTold = 30, MostDays = 1100;

    public static void MapActivityRange(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/activity", (
                [Description("An IANA name like Asia/Kolkata, or an offset like UTC-05:00; UTC without it.")] string? timezone,
                [Description("A template's id; the whole deployment without it.")] string? template,
                [Description("First local day, YYYY-MM-DD; 29 days before the last without it.")] string? from,
                [Description("Last local day, YYYY-MM-DD; today without it.")] string? to,
                [Description("day, week, month (calendar), rolling_week or rolling_month (7 and 30 days, for every day); day without it.")] string? interval,
                ActivityAnswers answers, TemplateAnswers templates, TimeProvider time) =>
            {
                if (!Timezone.TryParse(timezone ?? "UTC", out var zone, out var mistake)) return Problem.BadRequest(nameof(timezone), mistake);
                var today = LocalDays.Today(zone, Instant.FromDateTimeOffset(time.GetUtcNow()));
                if (!TryDate(to, today, out var last)) return BadDate(nameof(to));
                if (last > today) return Problem.BadRequest(nameof(to), $"The day lies in the future; in {zone.Label} it is {LocalDatePattern.Iso.Format(today)}.");
                if (!TryDate(from, last.PlusDays(1 - DaysUnlessTold), out var first)) return BadDate(nameof(from));
                if (first > last) return Problem.BadRequest(nameof(from), "The first day comes after the last.");
                if (Period.DaysBetween(first, last) >= MostDays) return Problem.BadRequest(nameof(from), $"The range is longer than {MostDays} days.");
                if (!ActivityIntervals.ByName.TryGetValue(interval ?? "day", out var kind))
                    return Problem.BadRequest(nameof(interval), $"The interval must be one of {string.Join(", ", ActivityIntervals.ByName.Keys)}.");
                Guid? id = null;
                if (template is not null)
                {
                    if (!Guid.TryParse(template, out var parsed)) return TemplatesEndpoints.BadId();
                    if (!templates.Exists(parsed).TryGet(out var exists, out var notLoaded)) return Problem.NotLoaded(notLoaded);
                    if (!exists) return TemplatesEndpoints.Unknown(parsed);
                    id = parsed;
                }
                return answers.Range(new(zone, id, first, last, kind))
                    .Match(range => TypedResults.Json(range, ApiJson.Default.ActivityRange), Problem.NotLoaded);
            })
            .Takes("timezone", "template", "from", "to", "interval")
            .AnswersForTemplate<ActivityRange>(Area.Activity, "Active users of a range of days, in any timezone");

    private static IResult BadDate(string field) => Problem.BadRequest(field, "The day must be a date like 2026-11-23.");

    private static bool TryDate(string? text, LocalDate otherwise, out LocalDate date)
    {
        date = otherwise;
        return text is null || (LocalDatePattern.Iso.Parse(text).TryGetValue(otherwise, out date) && date >= Earliest);
    }
}
