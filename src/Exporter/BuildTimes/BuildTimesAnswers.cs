using Exporter.Answers;
using Exporter.Refresh;

namespace Exporter.BuildTimes;

/// <summary>The original's question about build times.</summary>
public sealed class BuildTimesAnswers
{
    private readonly SnapshotSlot<BuildTimesSnapshot> _slot;

    internal BuildTimesAnswers(SnapshotSlot<BuildTimesSnapshot> slot) => _slot = slot;

    /// <summary>Build times of a template; all null for one that is unknown or was never built.</summary>
    public Answer<TemplateBuildTimeStats> TemplateBuildTimeStats(Guid templateId) => _slot.Current is { } times
        ? new TemplateBuildTimeStats(Of(times, templateId, "start"), Of(times, templateId, "stop"), Of(times, templateId, "delete"))
        : NotLoaded.Area(Area.BuildTimes);

    private static TransitionStats Of(BuildTimesSnapshot times, Guid template, string transition) =>
        times.Of(template, transition) is { } build ? TransitionStats.Of(build) : TransitionStats.None;
}
