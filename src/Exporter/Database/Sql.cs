using System.Reflection;

[module: Dapper.DapperAot]

namespace Exporter.Database;

/// <summary>
/// The statements, one <c>.sql</c> file each beside the class that runs it: what a DBA can read, explain and grant is what runs.
/// </summary>
internal static class Sql
{
    public static string Load(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(file)
            ?? throw new ArgumentException($"There is no embedded statement {file}.", nameof(file));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
