namespace Simulation;

/// <summary>How a server is asked to stop.</summary>
public enum StopMode
{
    /// <summary>Sessions are cut off, everything is written: an operator's restart.</summary>
    Fast,

    /// <summary>No new sessions; waits for all sessions to end.</summary>
    Smart,

    /// <summary>Sessions are cut off, nothing is written, the next start recovers: a crash.</summary>
    Immediate,
}
