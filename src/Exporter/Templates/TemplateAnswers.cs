using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.Answers;
using Exporter.BuildTimes;
using Exporter.Refresh;

namespace Exporter.Templates;

/// <summary>Templates with their users and build times: what activity and build times know of them together.</summary>
public sealed class TemplateAnswers
{
    private readonly SnapshotSlot<ActivitySnapshot> _slot;
    private readonly ActivityAnswers _activity;
    private readonly BuildTimesAnswers _buildTimes;

    internal TemplateAnswers(SnapshotSlot<ActivitySnapshot> slot, ActivityAnswers activity, BuildTimesAnswers buildTimes) =>
        (_slot, _activity, _buildTimes) = (slot, activity, buildTimes);

    /// <summary>Whether there is such a template; a deleted one is still there.</summary>
    public Answer<bool> Exists(Guid templateId) => All().Match<Answer<bool>>(
        templates => templates.Any(template => template.Id == templateId), reason => new NotLoaded(reason));

    /// <summary>The templates that are not deleted, by name.</summary>
    public Answer<TemplateSummary[]> Live()
    {
        if (!All().TryGet(out var templates, out var notLoaded)) return new NotLoaded(notLoaded);
        List<TemplateSummary> summaries = [];
        foreach (var template in templates.Where(template => !template.Deleted)
            .OrderBy(template => template.Name, StringComparer.Ordinal).ThenBy(template => template.Id))
        {
            if (!Summary(template).TryGet(out var summary, out notLoaded)) return new NotLoaded(notLoaded);
            summaries.Add(summary);
        }
        return summaries.ToArray();
    }

    /// <summary>One template, deleted or not; null when there is none with that id.</summary>
    public Answer<TemplateSummary?> One(Guid templateId)
    {
        if (!All().TryGet(out var templates, out var notLoaded)) return new NotLoaded(notLoaded);
        if (templates.FirstOrDefault(template => template.Id == templateId) is not { } template) return (TemplateSummary?)null;
        return Summary(template).Match<Answer<TemplateSummary?>>(summary => summary, reason => new NotLoaded(reason));
    }

    private Answer<ImmutableArray<Template>> All() =>
        _slot.Current is { } activity ? activity.Templates : NotLoaded.Area(Area.Activity);

    private Answer<TemplateSummary> Summary(Template template)
    {
        if (!_activity.TemplateUniqueUsers(template.Id).TryGet(out var users, out var notLoaded)) return new NotLoaded(notLoaded);
        return _buildTimes.TemplateBuildTimeStats(template.Id).Match<Answer<TemplateSummary>>(
            buildTimes => new TemplateSummary(
                template.Id, template.Name, template.DisplayName, template.OrganizationId, template.OrganizationName, template.Deprecated,
                users, buildTimes),
            reason => new NotLoaded(reason));
    }
}
