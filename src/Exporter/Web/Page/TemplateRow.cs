using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Templates;

namespace Exporter.Web.Page;

/// <summary>What is known of one live template.</summary>
/// <param name="Users">Null where the area activity is not loaded.</param>
/// <param name="Ever">Users in all of the history; null until that is loaded.</param>
/// <param name="Owners">Null where the area build_times is not loaded, as its builds then are.</param>
internal sealed record TemplateRow(
    Template Template, ActiveUsers? Users, int? Ever, long? Owners, BuildTime? Start, BuildTime? Stop, BuildTime? Delete)
{
    /// <summary>The most used first, then the most owned, then by name.</summary>
    public static ImmutableArray<TemplateRow> All(ActivitySnapshot? activity, BuildTimesSnapshot? buildTimes, Timezone timezone)
    {
        var known = activity?.PerTemplate.ToDictionary(template => template.Template.Id);
        var templates = activity?.Templates ?? buildTimes?.Templates ?? [];
        return
        [
            .. templates.Where(template => !template.Deleted).Select(Row)
                .OrderByDescending(row => row.Users?.Month).ThenByDescending(row => row.Owners)
                .ThenBy(row => row.Template.Name, StringComparer.Ordinal).ThenBy(row => row.Template.Id),
        ];

        TemplateRow Row(Template template) => new(
            template,
            activity is null ? null : UsersOf(activity, known?.GetValueOrDefault(template.Id), template.Id, timezone),
            known?.GetValueOrDefault(template.Id)?.UniqueUsers,
            buildTimes?.Owners.GetValueOrDefault(template.Id),
            buildTimes?.Of(template.Id, "start"), buildTimes?.Of(template.Id, "stop"), buildTimes?.Of(template.Id, "delete"));
    }

    /// <summary>As published where the time zone is one of Activity:TemplateTimezones, else counted now.</summary>
    private static ActiveUsers UsersOf(ActivitySnapshot activity, TemplateActivity? published, Guid template, Timezone timezone) =>
        published?.ActiveUsers.FirstOrDefault(users => users.Timezone.Label == timezone.Label)
        ?? ActivityCounts.InZones(activity.History, activity.LoadedFrom, activity.At, [timezone], template)[0];
}
