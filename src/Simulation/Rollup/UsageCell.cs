using System.Collections.Immutable;
using System.Numerics;

namespace Simulation;

/// <summary>One half-hour of one user on one template while it is summed up. A bit for each active minute.</summary>
internal sealed class UsageCell
{
    private readonly Dictionary<string, uint> _sessions = [];
    private readonly Dictionary<string, uint> _visits = [];
    private readonly List<double> _latencies = [];
    private bool _connected;

    public void Add(AgentStat report, int minute, Era era)
    {
        _connected |= report.ConnectionCount > 0;
        // Only from E8 on is there room for more than the names of families.
        Count(_sessions, era < Era.E8 ? SessionApps.VsCode : report.Editor, report.VsCode, minute);
        Count(_sessions, SessionApps.JetBrains, report.JetBrains, minute);
        Count(_sessions, SessionApps.ReconnectingPty, report.ReconnectingPty, minute);
        Count(_sessions, SessionApps.Ssh, report.Ssh, minute);
        if (report.Latency > 0)
        {
            _latencies.Add(report.Latency);
        }
    }

    public void AddVisit(string slug, int minute) => Count(_visits, slug, 1, minute);

    /// <summary>Null if nothing counts: sessions without any connection are what a lost agent last said.</summary>
    public UsageRow? Row((DateTimeOffset Start, Guid Template, Guid User) key)
    {
        var sessions = _connected ? _sessions : [];
        var minutes = sessions.Values.Concat(_visits.Values).Aggregate(0u, (one, other) => one | other);
        return minutes == 0 ? null : new UsageRow(key.Start, key.Template, key.User, BitOperations.PopCount(minutes))
        {
            Latency = _connected ? Median() : null,
            SessionMins = Minutes(sessions),
            WebAppMins = Minutes(_visits),
        };
    }

    private static void Count(Dictionary<string, uint> apps, string app, long count, int minute)
    {
        if (count > 0)
        {
            apps[app] = apps.GetValueOrDefault(app) | (1u << minute);
        }
    }

    private static ImmutableSortedDictionary<string, int> Minutes(Dictionary<string, uint> apps) =>
        apps.ToImmutableSortedDictionary(app => app.Key, app => BitOperations.PopCount(app.Value), StringComparer.Ordinal);

    // Rounded as PostgreSQL does it.
    private float? Median()
    {
        if (_latencies.Count == 0)
        {
            return null;
        }

        _latencies.Sort();
        var low = _latencies[(_latencies.Count - 1) / 2];
        return (float)(low + (0.5 * (_latencies[_latencies.Count / 2] - low)));
    }
}
