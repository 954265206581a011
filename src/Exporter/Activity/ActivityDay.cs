using System.Collections.Immutable;

namespace Exporter.Activity;

/// <summary>One UTC day of activity: per template, and over all templates. Immutable; a merge shares what it does not change.</summary>
internal sealed record ActivityDay(UserDays Deployment, ImmutableDictionary<Guid, UserDays> Templates)
{
    public static readonly ActivityDay Empty = new(UserDays.None, ImmutableDictionary<Guid, UserDays>.Empty);

    /// <summary>This day and <paramref name="rows"/>. Answers itself when they bring nothing new.</summary>
    public ActivityDay Merge(IReadOnlyCollection<(Guid Template, UserDay Day)> rows)
    {
        var templates = Templates;
        foreach (var group in rows.GroupBy(row => row.Template, row => row.Day))
            templates = templates.SetItem(group.Key, Of(group.Key).Merge([.. group]));
        return templates == Templates ? this : new(Deployment.Merge([.. rows.Select(row => row.Day)]), templates);
    }

    /// <summary>The activity on <paramref name="template"/>, or on all of them when null.</summary>
    public UserDays Of(Guid? template) =>
        template is { } id ? Templates.GetValueOrDefault(id, UserDays.None) : Deployment;
}
