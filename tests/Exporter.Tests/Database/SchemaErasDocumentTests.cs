using Exporter.Database;

namespace Exporter.Tests.Database;

public sealed class SchemaErasDocumentTests
{
    [Fact]
    public void Document_OfColumns_IsUpToDate()
    {
        const string path = "docs/schema-eras.md";
        const string head = "| table | columns |\n| --- | --- |\n";
        var text = File.ReadAllText(Path.Combine(Golden.RepositoryRoot, path));
        var rows = NeededColumns.Required.Select(needed => $"| `{needed.Table}` | {Names(needed.Columns)} |\n")
            .Concat(NeededColumns.Optional.Select(used => $"| `{used.Table}`, if there | {Names(used.Columns)} |\n"));
        Golden.Check(path, text[..(text.IndexOf(head, StringComparison.Ordinal) + head.Length)] + string.Concat(rows));
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"`{column}`"));
}
