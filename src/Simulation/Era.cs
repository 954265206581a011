namespace Simulation;

/// <summary>A generation of Coder's database schema that the simulation can create. Each says what came with it.</summary>
public enum Era
{
    /// <summary>March 2023 (v0.19): session counts per report, no job status, build times and activity in raw rows only.</summary>
    E1,

    /// <summary>November 2023 (v2.3 to v2.9): adds app stats, dormancy and the generated job status.</summary>
    E2,

    /// <summary>April 2024 (v2.10): activity is rolled up into half-hours, and reports live for about a day after that.</summary>
    E3,

    /// <summary>October 2024 (v2.16): usage rows beside the agents' reports, display names of organizations.</summary>
    E4,

    /// <summary>April 2025 (v2.21): system users, first of all the owner of prebuilt workspaces; organizations can be deleted.</summary>
    E5,

    /// <summary>April 2026 (v2.32): service accounts, reasons of builds that name the app, agents below agents.</summary>
    E6,

    /// <summary>Summer 2026 (migration 590): a report counts sessions by app in one JSON object, not in four columns.</summary>
    E7,

    /// <summary>Autumn 2026 (migration 596): so do the half-hours, in a table of their own.</summary>
    E8,
}
