namespace Simulation;

/// <summary>A generation of Coder's database schema that the simulation can create.</summary>
public enum Era
{
    /// <summary>March 2023 (v0.19): session counts per report, no job status, build times and activity in raw rows only.</summary>
    E1,

    /// <summary>November 2023 (v2.3 to v2.9): adds app stats, dormancy and the generated job status.</summary>
    E2,
}
