namespace Simulation;

/// <summary>The kinds of session that an agent counts.</summary>
[Flags]
internal enum Apps
{
    None = 0,
    VsCode = 1,
    Ssh = 2,
    JetBrains = 4,
    ReconnectingPty = 8,
    All = VsCode | Ssh | JetBrains | ReconnectingPty,
}
