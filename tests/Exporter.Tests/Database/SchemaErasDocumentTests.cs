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
        var (oldest, newest) = (NeededColumns.Required(EverNeeded.Oldest), NeededColumns.Required(EverNeeded.Newest));
        var rows = oldest.Select(needed => $"| `{needed.Table}` | {Names(needed.Columns)} |\n")
            .Concat(
                from needed in newest
                let added = needed.Columns.Except(oldest.FirstOrDefault(old => old.Table == needed.Table).Columns is { IsDefault: false } known ? known : [])
                where added.Any()
                select $"| `{needed.Table}`, newer | {Names(added)} |\n")
            .Concat(NeededColumns.Optional.Select(used => $"| `{used.Table}`, if there | {Names(used.Columns)} |\n"));
        Golden.Check(path, text[..(text.IndexOf(head, StringComparison.Ordinal) + head.Length)] + string.Concat(rows));
    }

    private static string Names(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"`{column}`"));
}
