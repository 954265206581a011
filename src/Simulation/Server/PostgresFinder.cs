using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Simulation;

/// <summary>Looks for PostgreSQL's programs below a root folder, so that a test can give it a made-up machine.</summary>
internal sealed partial class PostgresFinder(string root, Func<string, string?> environment)
{
    // Debian and Ubuntu, PGDG on Red Hat, SUSE, Alpine, a build from source, Homebrew on both architectures.
    private static readonly string[] UsualFolders =
    [
        "usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "usr/lib/postgresql*/bin", "usr/libexec/postgresql*", "usr/local/pgsql/bin",
        "opt/homebrew/opt/postgresql*/bin", "usr/local/opt/postgresql*/bin", "usr/bin", "usr/local/bin",
    ];

    public PostgresPrograms Find()
    {
        if (environment("PG_BIN") is { Length: > 0 } given)
        {
            return Inspect(given) ?? throw new PostgresNotFoundException(
                $"PG_BIN is {given}, but that folder does not hold {string.Join(", ", PostgresPrograms.Needed)} of version 13 or newer.");
        }

        return FromConfig()
            ?? FromPath().Select(Inspect).FirstOrDefault(found => found is not null)
            ?? UsualFolders.SelectMany(Expand).Select(Inspect).OfType<PostgresPrograms>().MaxBy(found => found.Version)
            ?? throw new PostgresNotFoundException();
    }

    private IEnumerable<string> PathFolders => (environment("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private PostgresPrograms? FromConfig()
    {
        var program = PathFolders.Select(folder => Path.Combine(folder, "pg_config")).FirstOrDefault(File.Exists);
        return program is not null && Run(program, "--bindir") is { Length: > 0 } folder ? Inspect(folder) : null;
    }

    // A folder on PATH may hold links to only some of the programs; the folder they point to holds them all.
    private IEnumerable<string> FromPath() =>
        from folder in PathFolders
        from program in PostgresPrograms.Needed
        let file = Path.Combine(folder, program)
        where File.Exists(file)
        select Path.GetDirectoryName(Resolve(file))!;

    private IEnumerable<string> Expand(string pattern)
    {
        IEnumerable<string> folders = [root];
        foreach (var part in pattern.Split('/'))
        {
            folders = folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateDirectories(folder, part)).ToList();
        }

        return folders;
    }

    private static PostgresPrograms? Inspect(string folder)
    {
        if (!PostgresPrograms.Needed.All(program => File.Exists(Path.Combine(folder, program))))
        {
            return null;
        }

        var match = VersionNumber.Match(Run(Path.Combine(folder, "postgres"), "--version") ?? "");
        // A beta has no minor version, and Version insists on one.
        var number = match.Value.Contains('.', StringComparison.Ordinal) ? match.Value : match.Value + ".0";
        return match.Success && Version.Parse(number) is var version && version.Major >= PostgresPrograms.OldestMajor
            ? new PostgresPrograms(Path.GetDirectoryName(Resolve(Path.Combine(folder, "postgres")))!, version)
            : null;
    }

    private static string Resolve(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file);

    private static string? Run(string program, string argument)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [argument])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            });
            var output = process?.StandardOutput.ReadToEnd();
            process?.WaitForExit();
            return process?.ExitCode == 0 ? output?.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex VersionNumber { get; }
}
