using System.Collections.Immutable;

namespace Simulation;

/// <summary>A template, how popular it is, and how long its builds take.</summary>
internal sealed record TemplatePlan(Guid Id, int Organization, string DisplayName, double Popularity, double MedianBuildSeconds)
{
    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public required string Name { get; set; }

    public DateTimeOffset? RenamedAt { get; set; }

    /// <summary>Oldest first; the newest is the active one.</summary>
    public ImmutableArray<VersionPlan> Versions { get; set; } = [];

    /// <summary>The version that a build started at an instant uses.</summary>
    public VersionPlan VersionAt(DateTimeOffset instant) => Versions.LastOrDefault(version => version.CreatedAt <= instant) ?? Versions[0];
}
