using System.Collections.Frozen;
using System.Text.Json;

namespace Exporter.Deployment;

/// <summary>Which family an app belongs to, where Coder counts sessions by app. The only place that knows; what is not here is unknown.</summary>
internal static class AppFamilies
{
    private static readonly FrozenDictionary<string, Func<int, Sessions>> Families = new Dictionary<string, Func<int, Sessions>>
    {
        ["vscode"] = Vscode,
        ["vscode_insiders"] = Vscode,
        ["vscode_web"] = Vscode,
        ["code_server"] = Vscode,
        ["cursor"] = Vscode,
        ["windsurf"] = Vscode,
        ["positron"] = Vscode,
        ["vscodium"] = Vscode,
        ["codium"] = Vscode,
        ["antigravity"] = Vscode,
        ["trae"] = Vscode,
        ["kiro"] = Vscode,
        ["devin"] = Vscode,
        ["jetbrains"] = count => new(0, 0, count, 0),
        ["ssh"] = Ssh,
        ["zed"] = Ssh,
        ["reconnecting_pty"] = count => new(0, 0, 0, count),
        ["sftp"] = count => new(0, 0, 0, 0, Sftp: count),
    }.ToFrozenDictionary();

    /// <summary>An agent says what it likes; more than this no workspace has, and the sum of all must not overflow.</summary>
    private const int MostSessions = 100_000;

    /// <summary>Adds up an object of apps and counts, such as <c>{"cursor": 2, "ssh": 1}</c>.</summary>
    public static Sessions Read(string counts)
    {
        var sessions = default(Sessions);
        if (counts == "{}") return sessions; // nearly all of them
        using var apps = JsonDocument.Parse(counts);
        foreach (var app in apps.RootElement.EnumerateObject())
        {
            if (app.Value.ValueKind != JsonValueKind.Number || !app.Value.TryGetInt64(out var said)) continue;
            var count = (int)Math.Clamp(said, 0, MostSessions);
            sessions += Families.TryGetValue(app.Name, out var family) ? family(count) : new(0, 0, 0, 0, Unknown: count);
        }
        return sessions;
    }

    private static Sessions Vscode(int count) => new(count, 0, 0, 0);

    private static Sessions Ssh(int count) => new(0, count, 0, 0);
}
