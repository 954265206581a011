using System.Collections.Immutable;
using Exporter.Statistics;

namespace Exporter.BuildTimes;

/// <summary>The successful builds within the window, so that the database is asked for each of them only once.</summary>
internal sealed class BuildHistory
{
    private readonly Dictionary<(Guid TemplateId, string Transition), List<(DateTime StartedAt, double Seconds)>> _builds = [];
    private readonly Dictionary<Guid, DateTime> _recent = []; // when each job completed, of those that may be read again

    /// <summary>Takes a build in; answers false for one that is known already.</summary>
    public bool Add(CompletedBuild build)
    {
        if (!_recent.TryAdd(build.JobId, build.CompletedAt)) return false;
        var key = (build.TemplateId, build.Transition);
        if (!_builds.TryGetValue(key, out var builds)) _builds[key] = builds = [];
        builds.Add((build.StartedAt, build.Seconds));
        return true;
    }

    /// <param name="since">Builds that did not start after this are out of the window.</param>
    /// <param name="readAgainFrom">Builds that completed before this will not be read again.</param>
    public void Forget(DateTime since, DateTime readAgainFrom)
    {
        foreach (var (key, builds) in _builds)
        {
            builds.RemoveAll(build => build.StartedAt <= since);
            if (builds.Count == 0) _builds.Remove(key);
        }
        foreach (var (job, completedAt) in _recent)
        {
            if (completedAt < readAgainFrom) _recent.Remove(job);
        }
    }

    /// <summary>Percentiles of every template and transition that has a build.</summary>
    public ImmutableArray<BuildTime> Times() => [.. _builds.Select(pair =>
    {
        double[] sorted = [.. pair.Value.Select(build => build.Seconds).Order()];
        return new BuildTime(
            pair.Key.TemplateId, pair.Key.Transition,
            Percentiles.Discrete(sorted, 0.5), Percentiles.Discrete(sorted, 0.95), sorted.Length);
    })];
}
