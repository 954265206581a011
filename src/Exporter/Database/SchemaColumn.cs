namespace Exporter.Database;

/// <summary>A column as the database describes it, and whether our role may read it.</summary>
internal sealed record SchemaColumn(string TableName, string ColumnName, string TypeName, bool Readable);
