namespace Simulation;

/// <summary>
/// The role that the exporter uses: <c>docs/grants.sql</c>, the file that an operator runs, makes it, so that whatever runs on a simulated database
/// has the rights that an operator gives it and no others.
/// </summary>
internal static class ExporterRole
{
    public const string Name = "coder_exporter";

    /// <summary>The file, with what psql does done: its own commands left out, its variable put in.</summary>
    public static string Grants(string role = Name) => string.Join('\n', Resource.Read("grants.sql").Split('\n').Where(line => !line.StartsWith('\\')))
        .Replace(":'role'", $"'{role.Replace("'", "''", StringComparison.Ordinal)}'", StringComparison.Ordinal);
}
