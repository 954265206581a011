using System.Collections.Immutable;

namespace Simulation;

/// <summary>One report of a workspace's agent: a row of <c>workspace_agent_stats</c>.</summary>
/// <param name="CreatedAt">When Coder's server received the report.</param>
public sealed record AgentStat(DateTimeOffset CreatedAt)
{
    /// <summary>A new one when left out.</summary>
    public Guid Id { get; init; } = Guid.NewGuid();

    /// <summary>The workspace's owner at that time.</summary>
    public Guid UserId { get; init; }

    /// <summary>The agent that reported.</summary>
    public Guid AgentId { get; init; }

    /// <summary>The agent's workspace.</summary>
    public Guid WorkspaceId { get; init; }

    /// <summary>The workspace's template at that time.</summary>
    public Guid TemplateId { get; init; }

    /// <summary>Open connections; above 0 the owner counts as active.</summary>
    public long ConnectionCount { get; init; }

    /// <summary>Bytes received since the report before.</summary>
    public long RxBytes { get; init; }

    /// <summary>Bytes sent since the report before.</summary>
    public long TxBytes { get; init; }

    /// <summary>Milliseconds; 0 or less means not measured.</summary>
    public double Latency { get; init; } = -1;

    /// <summary>Open sessions of Visual Studio Code and its like.</summary>
    public long VsCode { get; init; }

    /// <summary>The name under which <see cref="VsCode"/> is counted from E7 on, where each editor has its own.</summary>
    public string Editor { get; init; } = SessionApps.VsCode;

    /// <summary>Open sessions of a JetBrains editor.</summary>
    public long JetBrains { get; init; }

    /// <summary>Open web terminals.</summary>
    public long ReconnectingPty { get; init; }

    /// <summary>Open SSH sessions.</summary>
    public long Ssh { get; init; }

    /// <summary>Open sessions of other apps by name, from E7.</summary>
    public ImmutableSortedDictionary<string, long> OtherSessions { get; init; } = ImmutableSortedDictionary<string, long>.Empty;

    /// <summary>From E4: not a report of the agent's, but a session that a client has told of.</summary>
    public bool Usage { get; init; }

    internal AgentStat WithoutSessions() => HasSessions ? this with { VsCode = 0, JetBrains = 0, ReconnectingPty = 0, Ssh = 0 } : this;

    internal bool HasSessions => VsCode > 0 || JetBrains > 0 || ReconnectingPty > 0 || Ssh > 0 || !OtherSessions.IsEmpty;
}
