using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.BuildTimes;

namespace Exporter.Web.Page;

/// <summary>What the page works out of snapshots in one time zone.</summary>
/// <param name="Days">Oldest first; empty where the area activity is not loaded.</param>
internal sealed record Figures(ImmutableArray<ActivityTrendDay> Days, ImmutableArray<TemplateRow> Templates)
{
    private const int ShownDays = 60;

    public static Figures Of(ActivitySnapshot? activity, BuildTimesSnapshot? buildTimes, Timezone timezone) => new(
        activity is null ? [] : ActivityTrend.Of(activity, timezone, ShownDays),
        TemplateRow.All(activity, buildTimes, timezone));
}
