namespace Exporter.Cli;

/// <summary>
/// A row of CheckHistory.sql. Instants are UTC, and null where the table is empty; -1 estimated rows means never counted.
/// </summary>
internal sealed record HistoryFacts(DateTime? Oldest, DateTime? Newest, long EstimatedRows, long Templates, long DeletedTemplates);
