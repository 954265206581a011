namespace Simulation;

/// <summary>PostgreSQL refuses to run as root, so root hands it to an account that owns nothing.</summary>
internal static class UnprivilegedUser
{
    /// <summary>The words to put in front of a command so that it runs unprivileged; none when this process already is.</summary>
    public static IReadOnlyList<string> Prefix() =>
        Environment.IsPrivilegedProcess ? Prefix(File.ReadLines("/etc/passwd"), OnPath) : [];

    internal static IReadOnlyList<string> Prefix(IEnumerable<string> accounts, Predicate<string> hasProgram)
    {
        var byName = accounts.Select(line => line.Split(':')).Where(fields => fields.Length > 3).ToLookup(fields => fields[0]);
        var account = byName["postgres"].Concat(byName["nobody"]).FirstOrDefault()
            ?? throw new InvalidOperationException(
                "PostgreSQL refuses to run as root, and there is neither an account postgres nor nobody to run it as.");
        if (hasProgram("setpriv"))
        {
            return ["setpriv", $"--reuid={account[2]}", $"--regid={account[3]}", "--clear-groups", "--"];
        }

        return hasProgram("runuser")
            ? ["runuser", "-u", account[0], "--"]
            : ["su", "-s", "/bin/sh", "-c", "exec \"$@\"", "--", account[0], "sh"];
    }

    internal static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
