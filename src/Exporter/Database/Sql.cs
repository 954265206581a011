using Dapper;

[module: DapperAot]

namespace Exporter.Database;

/// <summary>The embedded <c>.sql</c> files, by name.</summary>
internal static class Sql
{
    public static string Load(string name)
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"There is no embedded file {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
