namespace Exporter.Deployment;

/// <summary>Open sessions by family of apps. The last two are known only to newer versions of Coder.</summary>
internal readonly record struct Sessions(int Vscode, int Ssh, int Jetbrains, int ReconnectingPty, int Sftp = 0, int Unknown = 0)
{
    public static Sessions operator +(Sessions left, Sessions right) => new(
        left.Vscode + right.Vscode, left.Ssh + right.Ssh, left.Jetbrains + right.Jetbrains,
        left.ReconnectingPty + right.ReconnectingPty, left.Sftp + right.Sftp, left.Unknown + right.Unknown);
}
