using System.Text.Json.Nodes;

namespace Simulation;

/// <summary>Counts of sessions as Coder writes them from E7 on: an object of app names, without the apps that have no session.</summary>
internal static class SessionCounts
{
    public static string Json(AgentStat stat)
    {
        // Most reports are of nobody there.
        if (!stat.HasSessions)
        {
            return "{}";
        }

        var counts = new JsonObject();
        foreach (var (app, count) in Of(stat))
        {
            counts[app] = count + (counts[app]?.GetValue<long>() ?? 0);
        }

        return counts.ToJsonString();
    }

    /// <summary>Every app with an open session.</summary>
    public static IEnumerable<(string App, long Count)> Of(AgentStat stat)
    {
        IEnumerable<(string App, long Count)> fixedApps =
        [
            (stat.Editor, stat.VsCode), (SessionApps.JetBrains, stat.JetBrains), (SessionApps.ReconnectingPty, stat.ReconnectingPty),
            (SessionApps.Ssh, stat.Ssh),
        ];
        return fixedApps.Concat(stat.OtherSessions.Select(other => (other.Key, other.Value))).Where(one => one.Item2 > 0);
    }
}
