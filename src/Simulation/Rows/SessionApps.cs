namespace Simulation;

/// <summary>Names of apps that agents count sessions of. The first four had columns of their own before E7.</summary>
public static class SessionApps
{
    /// <summary>Visual Studio Code; also the family of its forks.</summary>
    public const string VsCode = "vscode";

    /// <summary>The editors of JetBrains.</summary>
    public const string JetBrains = "jetbrains";

    /// <summary>The web terminal.</summary>
    public const string ReconnectingPty = "reconnecting_pty";

    /// <summary>A plain SSH session.</summary>
    public const string Ssh = "ssh";

    /// <summary>File transfer, which had minutes in the rollup but no count in the reports.</summary>
    public const string Sftp = "sftp";
}
