using System.Numerics;

namespace Simulation;

/// <summary>A workspace from the moment that its agent connects until it is stopped.</summary>
internal sealed record Run(Guid ResourceId, Guid AgentId, Guid JobId, ulong Seed, DateTimeOffset ReadyAt, DateTimeOffset StopAt)
{
    /// <summary>In order, without overlap.</summary>
    public required IReadOnlyList<Connection> Connections { get; init; }

    /// <summary>
    /// The agent's reports after one instant, up to and including another. Each agent reports at its own phase of the interval, and what
    /// a report says depends on its instant alone, so it does not matter in which portions time passes.
    /// </summary>
    public IEnumerable<AgentStat> Reports(Timeline workspace, DateTimeOffset after, DateTimeOffset until, TimeSpan interval)
    {
        var from = (after > ReadyAt ? after : ReadyAt).UtcTicks;
        var to = (until < StopAt ? until : StopAt).UtcTicks;
        var phase = (long)(Seed % (ulong)interval.Ticks);
        var first = phase + (((from - phase) / interval.Ticks) + 1) * interval.Ticks;
        var next = 0;
        for (var tick = first; tick <= to; tick += interval.Ticks)
        {
            // PostgreSQL keeps microseconds.
            var instant = new DateTimeOffset(tick / 10 * 10, TimeSpan.Zero);
            while (next < Connections.Count && Connections[next].To <= instant)
            {
                next++;
            }

            var connection = next < Connections.Count && Connections[next].From <= instant ? Connections[next] : (Connection?)null;
            yield return Report(workspace, instant, connection);
        }
    }

    private AgentStat Report(Timeline workspace, DateTimeOffset instant, Connection? connection)
    {
        var dice = Dice.For(Seed, instant.UtcTicks);
        var report = new AgentStat(instant)
        {
            Id = dice.Id(),
            UserId = workspace.Owner.Id,
            AgentId = AgentId,
            WorkspaceId = workspace.Id,
            TemplateId = workspace.Template.Id,
        };
        if (connection is not { Apps: var apps })
        {
            return report;
        }

        return report with
        {
            ConnectionCount = Math.Max(1, BitOperations.PopCount((uint)apps)) + (dice.Chance(0.2) ? 1 : 0),
            RxBytes = (long)dice.LogNormal(20_000, 1.2),
            TxBytes = (long)dice.LogNormal(60_000, 1.2),
            // Not every report measures; -0.001 is how an agent's -1 looks after a division by 1000.
            Latency = dice.Unit() switch { < 0.05 => -1, < 0.06 => -0.001, _ => dice.LogNormal(workspace.Owner.Latency, 0.25) },
            VsCode = Sessions(apps, Apps.VsCode, dice),
            JetBrains = Sessions(apps, Apps.JetBrains, dice),
            ReconnectingPty = Sessions(apps, Apps.ReconnectingPty, dice),
            Ssh = Sessions(apps, Apps.Ssh, dice),
        };
    }

    private static long Sessions(Apps open, Apps app, Dice dice) => !open.HasFlag(app) ? 0 : dice.Chance(0.15) ? 2 : 1;
}
