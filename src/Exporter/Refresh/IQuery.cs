namespace Exporter.Refresh;

/// <summary>Asks the database what an area needs and makes a new snapshot of it. Called by one loop only, never twice at a time.</summary>
internal interface IQuery<T> where T : class
{
    Task<QueryResult<T>> RunAsync(CancellationToken cancellation);
}
