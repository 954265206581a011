namespace Exporter.Refresh;

/// <summary>How an area's refreshes go. Written by its loop, read by metrics, page and health.</summary>
internal sealed class RefreshStatus(string area, TimeSpan interval)
{
    private long _attempts, _failures, _rows;
    private volatile RefreshOutcome? _last, _lastSuccess;

    public string Area => area;

    /// <summary>As configured.</summary>
    public TimeSpan Interval => interval;

    public long Attempts => Interlocked.Read(ref _attempts);
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Rows read from the database since the start.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Null until the first attempt has ended.</summary>
    public RefreshOutcome? Last => _last;
    public RefreshOutcome? LastSuccess => _lastSuccess;

    public void Succeeded(RefreshOutcome outcome, long rows)
    {
        Interlocked.Increment(ref _attempts);
        Interlocked.Add(ref _rows, rows);
        _last = _lastSuccess = outcome;
    }

    public void Failed(RefreshOutcome outcome)
    {
        Interlocked.Increment(ref _attempts);
        Interlocked.Increment(ref _failures);
        _last = outcome;
    }
}
