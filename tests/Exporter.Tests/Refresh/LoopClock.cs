using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Exporter.Tests.Refresh;

/// <summary>
/// A fake clock that knows what a loop is doing by the timers it sets and drops: one for the deadline of each attempt, one for each wait before
/// a retry. So a test waits for the loop itself, and never for luck.
/// </summary>
internal sealed class LoopClock(TimeSpan deadline) : TimeProvider
{
    private readonly FakeTimeProvider _time = new();
    private readonly Channel<(Step Step, TimeSpan Delay)> _steps = Channel.CreateUnbounded<(Step, TimeSpan)>();

    private enum Step
    {
        AttemptStarted,
        AttemptEnded,
        WaitsToRetry,
    }

    public override long TimestampFrequency => _time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _time.GetUtcNow();

    public override long GetTimestamp() => _time.GetTimestamp();

    public void Advance(TimeSpan by) => _time.Advance(by);

    public async Task AttemptStartedAsync() => (await NextAsync()).Step.ShouldBe(Step.AttemptStarted);

    public async Task AttemptEndedAsync() => (await NextAsync()).Step.ShouldBe(Step.AttemptEnded);

    /// <summary>Returns when the next attempt is over and accounted for.</summary>
    public async Task AttemptAsync()
    {
        await AttemptStartedAsync();
        await AttemptEndedAsync();
    }

    /// <summary>Lets the loop's wait before a retry pass, and says how long it was.</summary>
    public async Task<TimeSpan> BackoffAsync()
    {
        (await _steps.Reader.WaitToReadAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        _steps.Reader.TryPeek(out var next).ShouldBeTrue();
        if (next.Step == Step.AttemptStarted) return TimeSpan.Zero; // jitter made it shorter than a timer can be
        var (step, delay) = await NextAsync();
        step.ShouldBe(Step.WaitsToRetry);
        _time.Advance(delay);
        return delay;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = _time.CreateTimer(callback, state, dueTime, period);
        if (period != Timeout.InfiniteTimeSpan) return timer; // the interval
        if (dueTime == Timeout.InfiniteTimeSpan) return new DeadlineTimer(timer, deadline, step => _steps.Writer.TryWrite((step, deadline)));
        _steps.Writer.TryWrite((Step.WaitsToRetry, dueTime));
        return timer;
    }

    private ValueTask<(Step Step, TimeSpan Delay)> NextAsync() => _steps.Reader.ReadAsync(TestContext.Current.CancellationToken);

    /// <summary>Made idle, then set to the deadline when an attempt starts, and dropped when it ends.</summary>
    private sealed class DeadlineTimer(ITimer timer, TimeSpan deadline, Action<Step> report) : ITimer
    {
        private int _ended;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == deadline) report(Step.AttemptStarted);
            return timer.Change(dueTime, period);
        }

        public void Dispose()
        {
            timer.Dispose();
            if (Interlocked.Exchange(ref _ended, 1) == 0) report(Step.AttemptEnded);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
