using Exporter.Database;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Exporter.Refresh;

/// <summary>
/// Keeps one area fresh: runs its query at once and then at a fixed rate, publishes what it answers, and retries a failure with growing,
/// jittered delays until it succeeds or the host stops. It never dies, and a failure never takes back what was published.
/// </summary>
internal sealed partial class RefreshLoop<T>(
    IQuery<T> query,
    SnapshotSlot<T> slot,
    RefreshStatus status,
    DatabaseHealth health,
    TimeSpan deadline,
    TimeProvider time,
    ILogger<RefreshLoop<T>> logger) : BackgroundService where T : class
{
    public static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    public static readonly TimeSpan LongestRetry = TimeSpan.FromMinutes(1);

    private readonly ResiliencePipeline _untilSuccess = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstRetry,
            MaxDelay = LongestRetry,
            ShouldHandle = static attempt =>
                ValueTask.FromResult(attempt.Outcome.Exception is not null && !attempt.Context.CancellationToken.IsCancellationRequested),
        })
        .AddTimeout(new TimeoutStrategyOptions { Timeout = deadline })
        .Build();

    private bool _failing;
    private string? _said; // of why it fails; an outage is said for all areas at once
    private CancellationToken _stopping;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        using var timer = new PeriodicTimer(status.Interval, time);
        try
        {
            do
            {
                while (await _untilSuccess.ExecuteAsync(RefreshOnceAsync, stoppingToken)) { }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; a query under way was cancelled with it, and a wait for a retry ends in the failure that it followed.
        }
    }

    /// <summary>One attempt: query, publish, account. Answers whether more is waiting.</summary>
    internal async ValueTask<bool> RefreshOnceAsync(CancellationToken cancellation)
    {
        var (start, changes) = (time.GetTimestamp(), health.Changes);
        try
        {
            var result = await query.RunAsync(cancellation);
            slot.Publish(result.Snapshot);
            status.Succeeded(Outcome(start, error: null), result.Rows);
            health.Reached(changes);
            if (_failing) LogRecovered(status.Area);
            (_failing, _said) = (false, null);
            return result.More;
        }
        catch (Exception e) when (!_stopping.IsCancellationRequested)
        {
            Account(e, start, changes);
            throw;
        }
    }

    private void Account(Exception e, long start, int changes)
    {
        var error = e is OperationCanceledException
            ? $"The refresh did not finish within {deadline.TotalSeconds:0} s."
            : DatabaseFailure.Describe(e);
        status.Failed(Outcome(start, error));
        if (DatabaseFailure.IsUnreachable(e))
        {
            health.Unreachable(e, changes);
        }
        else
        {
            if (DatabaseFailure.IsAnswer(e)) health.Reached(changes);
            if (_said != error) LogFailing(status.Area, _said = error);
        }
        _failing = true;
    }

    private RefreshOutcome Outcome(long start, string? error) => new(time.GetUtcNow(), time.GetElapsedTime(start), error);

    [LoggerMessage(LogLevel.Warning, "Refreshing {Area} fails: {Reason} Its last snapshot stays; trying again until it succeeds.")]
    private partial void LogFailing(string area, string reason);

    [LoggerMessage(LogLevel.Information, "Refreshing {Area} works again.")]
    private partial void LogRecovered(string area);
}
