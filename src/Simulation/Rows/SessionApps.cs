using System.Collections.Frozen;

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

    /// <summary>The family of every app that Coder knows one of, under which it was counted as long as there were columns.</summary>
    public static FrozenDictionary<string, string> Families { get; } = new (string Family, string[] Apps)[]
    {
        (VsCode,
            [
                VsCode, "vscode_insiders", "vscode_web", "code_server", "cursor", "windsurf", "positron", "vscodium", "codium",
                "antigravity", "trae", "kiro", "devin",
            ]),
        (JetBrains, [JetBrains]),
        (Ssh, [Ssh, "zed"]),
        (ReconnectingPty, [ReconnectingPty]),
        (Sftp, [Sftp]),
    }.SelectMany(family => family.Apps, (family, app) => KeyValuePair.Create(app, family.Family)).ToFrozenDictionary();
}
