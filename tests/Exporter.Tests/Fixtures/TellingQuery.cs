using Exporter.Refresh;

namespace Exporter.Tests.Fixtures;

/// <summary>Tells when a refresh begins: what came of the one before is known by then.</summary>
internal sealed class TellingQuery<T>(IQuery<T> query, Action begins) : IQuery<T> where T : class
{
    public Task<QueryResult<T>> RunAsync(CancellationToken cancellation)
    {
        begins();
        return query.RunAsync(cancellation);
    }
}
