using System.Collections.Immutable;
using Exporter.Templates;

namespace Exporter.BuildTimes;

/// <summary>Build times as of one refresh.</summary>
/// <param name="Builds">One entry per template and transition that had a successful build in the window.</param>
/// <param name="Completed">Builds that this refresh saw first; none in the exporter's first, for which all of them are the past.</param>
internal sealed record BuildTimesSnapshot(
    ImmutableArray<Template> Templates,
    ImmutableArray<BuildTime> Builds,
    ImmutableDictionary<Guid, long> Owners,
    ImmutableArray<CompletedBuild> Completed)
{
    private readonly Dictionary<(Guid TemplateId, string Transition), BuildTime> _byTransition =
        Builds.ToDictionary(build => (build.TemplateId, build.Transition));

    /// <summary>Build times of a template in one transition; null where no build was.</summary>
    public BuildTime? Of(Guid template, string transition) => _byTransition.GetValueOrDefault((template, transition));
}
