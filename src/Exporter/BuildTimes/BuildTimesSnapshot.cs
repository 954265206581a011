using System.Collections.Immutable;
using Exporter.Templates;

namespace Exporter.BuildTimes;

/// <summary>Build times as of one refresh.</summary>
/// <param name="Builds">One entry per template and transition that had a successful build in the window.</param>
internal sealed record BuildTimesSnapshot(
    ImmutableArray<Template> Templates, ImmutableArray<BuildTime> Builds, ImmutableDictionary<Guid, long> Owners);
