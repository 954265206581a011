namespace Exporter.Refresh;

/// <param name="Snapshot">The immutable new truth.</param>
/// <param name="Rows">Rows read from the database to make it.</param>
/// <param name="More">More is waiting: run again at once, without waiting for the timer.</param>
internal sealed record QueryResult<T>(T Snapshot, long Rows, bool More = false) where T : class;
