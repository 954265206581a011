namespace Simulation;

/// <summary>A folder that holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c> of one version.</summary>
/// <param name="Folder">Full path, symbolic links resolved.</param>
/// <param name="Version">Major version, or major and minor where the program says so.</param>
public sealed record PostgresPrograms(string Folder, Version Version)
{
    /// <summary>The oldest major version that the simulation supports.</summary>
    public const int OldestMajor = 13;

    internal static readonly string[] Needed = ["initdb", "pg_ctl", "postgres"];

    private static readonly string[] ModuleFolders = ["../lib", "../lib/postgresql", "../lib64/pgsql", "../lib64/postgresql"];

    /// <summary>Whether the module pg_stat_statements lies where this installation loads its libraries from.</summary>
    internal bool HasStatementStatistics =>
        ModuleFolders.Any(folder => Path.Exists(Path.Combine(Folder, folder, "pg_stat_statements.so")));

    /// <summary>
    /// Finds PostgreSQL on this machine: <c>PG_BIN</c>, then pg_config, then PATH, then the distributions' usual folders.
    /// </summary>
    /// <exception cref="PostgresNotFoundException">There is none of a supported version.</exception>
    public static PostgresPrograms Find() => new PostgresFinder("/", Environment.GetEnvironmentVariable).Find();
}
