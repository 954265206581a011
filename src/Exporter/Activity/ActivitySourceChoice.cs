namespace Exporter.Activity;

/// <summary>What an operator can say about where activity is read from.</summary>
internal enum ActivitySourceChoice
{
    /// <summary>The rollup where it has rows, else the agents' reports.</summary>
    Auto,
    AgentStats,
    UsageRollup,
}
