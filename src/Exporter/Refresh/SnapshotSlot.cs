namespace Exporter.Refresh;

/// <summary>
/// Where a loop publishes and everybody else reads: one reference, swapped whole, so a reader sees one consistent world without a lock.
/// </summary>
internal sealed class SnapshotSlot<T>(TimeSpan? maxAge, TimeProvider time) where T : class
{
    private volatile Published? _published;

    /// <summary>The last published snapshot; null before the first success, and once it is older than the area's MaxAge.</summary>
    public T? Current =>
        _published is { } last && (maxAge is null || time.GetUtcNow() - last.At <= maxAge) ? last.Snapshot : null;

    /// <summary>Every snapshot, once it can be read; for what must miss none. Handlers are quick and do not throw.</summary>
    public event Action<T>? OnPublished;

    public void Publish(T snapshot)
    {
        _published = new(snapshot, time.GetUtcNow());
        OnPublished?.Invoke(snapshot);
    }

    private sealed record Published(T Snapshot, DateTimeOffset At);
}
