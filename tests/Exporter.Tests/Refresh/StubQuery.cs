using Exporter.Refresh;

namespace Exporter.Tests.Refresh;

/// <summary>A query that answers, fails or hangs as the test says.</summary>
internal sealed class StubQuery : IQuery<string>
{
    private int _runs;

    public Func<int, CancellationToken, Task<QueryResult<string>>> Answer { get; set; } =
        (run, _) => Task.FromResult(new QueryResult<string>($"answer {run}", Rows: 10));

    public int Runs => Volatile.Read(ref _runs);

    public Task<QueryResult<string>> RunAsync(CancellationToken cancellation) => Answer(Interlocked.Increment(ref _runs), cancellation);
}
