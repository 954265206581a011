using System.Collections.Concurrent;
using Exporter.Activity;
using Exporter.BuildTimes;

namespace Exporter.Web.Page;

/// <summary>
/// Figures of the newest snapshots, worked out once for each time zone that somebody looks at: with thousands of users they take longer than all
/// the rest of the page.
/// </summary>
internal sealed class KnownFigures
{
    private const int MostTimezones = 30; // and who walks through all there are makes the exporter no larger

    private volatile Known? _known;

    public Figures Of(ActivitySnapshot? activity, BuildTimesSnapshot? buildTimes, Timezone timezone)
    {
        var known = _known;
        if (known is null || !known.IsOf(activity, buildTimes)) _known = known = new(activity, buildTimes);
        if (known.ByTimezone.TryGetValue(timezone.Label, out var figures)) return figures;
        figures = Figures.Of(activity, buildTimes, timezone);
        if (known.ByTimezone.Count < MostTimezones) known.ByTimezone[timezone.Label] = figures;
        return figures;
    }

    private sealed class Known(ActivitySnapshot? activity, BuildTimesSnapshot? buildTimes)
    {
        public ConcurrentDictionary<string, Figures> ByTimezone { get; } = new(StringComparer.Ordinal);

        public bool IsOf(ActivitySnapshot? otherActivity, BuildTimesSnapshot? otherBuildTimes) =>
            ReferenceEquals(activity, otherActivity) && ReferenceEquals(buildTimes, otherBuildTimes);
    }
}
