namespace Simulation;

/// <summary>How far a fill has come.</summary>
/// <param name="Stage">What is being written, for people to read.</param>
/// <param name="Rows">Agent reports written so far.</param>
/// <param name="ExpectedRows">About how many there will be.</param>
public sealed record FillProgress(string Stage, long Rows, long ExpectedRows);
