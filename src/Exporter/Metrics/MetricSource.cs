namespace Exporter.Metrics;

/// <summary>Where a group's metrics are read from.</summary>
/// <param name="Current">The snapshot of now; null when there is nothing to show.</param>
/// <param name="Immutable">A snapshot never changes, so its samples need to be made only once.</param>
/// <param name="Subscribe">Has a handler called with every snapshot; needed where the group has a histogram.</param>
internal sealed record MetricSource<T>(
    MetricGroup<T> Group, Func<T?> Current, bool Immutable = true, Action<Action<T>>? Subscribe = null) where T : class;
