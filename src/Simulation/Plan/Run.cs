using System.Numerics;

namespace Simulation;

/// <summary>A workspace from the moment that its agent connects until it is stopped.</summary>
internal sealed record Run(Guid ResourceId, Guid AgentId, Guid JobId, ulong Seed, DateTimeOffset ReadyAt, DateTimeOffset StopAt)
{
    private static readonly TimeSpan UsageInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LostAtMost = TimeSpan.FromMinutes(4);
    private static readonly Apps[] SingleApps = [Apps.VsCode, Apps.JetBrains, Apps.ReconnectingPty, Apps.Ssh];

    /// <summary>In order, without overlap.</summary>
    public required IReadOnlyList<Connection> Connections { get; init; }

    /// <summary>
    /// The agent's reports after one instant, up to and including another. Each agent reports at its own phase of the interval, and what
    /// a report says depends on its instant alone, so it does not matter in which portions time passes.
    /// </summary>
    public IEnumerable<AgentStat> Reports(Timeline workspace, Period period, TimeSpan interval) =>
        Moments(period, interval, Seed).Select(moment => Report(workspace, moment.At, moment.Connection));

    /// <summary>
    /// What clients tell of their sessions where agents do not: each app, once a minute or as seldom as agents report.
    /// </summary>
    public IEnumerable<AgentStat> UsageReports(Timeline workspace, Period period, TimeSpan interval) =>
        from moment in Moments(period, interval > UsageInterval ? interval : UsageInterval, Seed >> 1)
        from app in SingleApps
        where moment.Connection is { } connection && connection.Apps.HasFlag(app)
        select UsageReport(workspace, moment.At, app);

    private IEnumerable<(DateTimeOffset At, Connection? Connection)> Moments(Period period, TimeSpan interval, ulong seed)
    {
        var from = (period.After > ReadyAt ? period.After : ReadyAt).UtcTicks;
        var to = period.NotAfterEnd(StopAt).UtcTicks;
        var phase = (long)(seed % (ulong)interval.Ticks);
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

            yield return (instant, next < Connections.Count && Connections[next].From <= instant ? Connections[next] : null);
        }
    }

    private AgentStat UsageReport(Timeline workspace, DateTimeOffset instant, Apps app) => new(instant)
    {
        Id = Dice.For(Seed, instant.UtcTicks, (long)app).Id(),
        UserId = workspace.Owner.Id,
        AgentId = AgentId,
        WorkspaceId = workspace.Id,
        TemplateId = workspace.Template.Id,
        ConnectionCount = 1,
        Usage = true,
        Editor = workspace.Owner.Editor,
        VsCode = app == Apps.VsCode ? 1 : 0,
        JetBrains = app == Apps.JetBrains ? 1 : 0,
        ReconnectingPty = app == Apps.ReconnectingPty ? 1 : 0,
        Ssh = app == Apps.Ssh ? 1 : 0,
    };

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
        if (connection is not { Apps: var apps } open)
        {
            return report;
        }

        // A session can outlive its connection by a little, before the agent takes note.
        var lost = instant > open.To - LostAtMost && Dice.For(Seed, open.From.UtcTicks, 2).Chance(0.1);
        return report with
        {
            Editor = workspace.Owner.Editor,
            ConnectionCount = lost ? 0 : Math.Max(1, BitOperations.PopCount((uint)apps)) + (dice.Chance(0.2) ? 1 : 0),
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
