using System.Collections.Immutable;

namespace Simulation;

/// <summary>Half an hour of one user on one template: a row of <c>template_usage_stats</c> and what belongs to it.</summary>
/// <param name="StartTime">The beginning of the half-hour.</param>
/// <param name="TemplateId">The template.</param>
/// <param name="UserId">The owner of the workspace, or who visited an app of it.</param>
/// <param name="UsageMins">Active minutes, 1 to 30.</param>
public sealed record UsageRow(DateTimeOffset StartTime, Guid TemplateId, Guid UserId, int UsageMins)
{
    /// <summary>Median in milliseconds, if it was measured.</summary>
    public float? Latency { get; init; }

    /// <summary>Minutes of sessions by app. Before E8 the apps are the five of <see cref="SessionApps"/>.</summary>
    public ImmutableSortedDictionary<string, int> SessionMins { get; init; } = ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Minutes of web apps by slug; <c>[terminal]</c> is the web terminal.</summary>
    public ImmutableSortedDictionary<string, int> WebAppMins { get; init; } = ImmutableSortedDictionary<string, int>.Empty;
}
