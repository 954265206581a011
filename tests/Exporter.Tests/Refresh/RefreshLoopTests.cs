using System.Net.Sockets;
using Exporter.Refresh;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Exporter.Tests.Refresh;

public sealed class RefreshLoopTests : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly LoopClock _time = new(Deadline);
    private readonly FakeLogger<RefreshLoop<string>> _log = new();
    private readonly FakeLogger<DatabaseHealth> _healthLog = new();
    private readonly RefreshStatus _status = new("area", Interval);
    private readonly StubQuery _query = new();
    private readonly DatabaseHealth _health;
    private readonly SnapshotSlot<string> _slot;
    private readonly RefreshLoop<string> _loop;

    public RefreshLoopTests()
    {
        _health = new(_healthLog);
        _slot = new(maxAge: null, _time);
        _loop = new(_query, _slot, _status, _health, Deadline, _time, _log);
    }

    [Fact]
    public async Task Start_AtOnce_PublishesBeforeTheFirstInterval()
    {
        await StartAsync(_loop);
        await _time.AttemptAsync();

        _slot.Current.ShouldBe("answer 1");
        (_status.Attempts, _status.Failures, _status.Rows).ShouldBe((1, 0, 10));
        _health.Up.ShouldBe(true);
    }

    [Fact]
    public async Task Interval_Passed_RefreshesAtAFixedRate()
    {
        await StartAsync(_loop);
        await _time.AttemptAsync();
        for (var run = 2; run <= 5; run++)
        {
            _time.Advance(Interval);
            await _time.AttemptAsync();
            _slot.Current.ShouldBe($"answer {run}");
        }
        _query.Runs.ShouldBe(5);
    }

    [Fact]
    public async Task More_Waiting_RunsAgainWithoutTheTimer()
    {
        _query.Answer = (run, _) => Task.FromResult(new QueryResult<string>($"answer {run}", 1, More: run < 4));

        await StartAsync(_loop);
        for (var run = 1; run <= 4; run++) await _time.AttemptAsync();

        _slot.Current.ShouldBe("answer 4");
    }

    [Fact]
    public async Task Failure_BacksOffGrowing_AndRecovers_KeepingWhatWasPublished()
    {
        _query.Answer = (run, _) => run is > 1 and < 20
            ? throw new NpgsqlException("no route", new SocketException((int)SocketError.ConnectionRefused))
            : Task.FromResult(new QueryResult<string>(run == 1 ? "before" : "after", 1));
        await StartAsync(_loop);
        await _time.AttemptAsync();
        _time.Advance(Interval);
        await _time.AttemptAsync();

        List<TimeSpan> delays = [];
        for (var run = 3; run <= 20; run++)
        {
            (_slot.Current, _status.Last!.Success, _health.Up).ShouldBe(("before", false, false));
            delays.Add(await _time.BackoffAsync());
            await _time.AttemptAsync();
        }

        delays.ShouldAllBe(delay => delay <= RefreshLoop<string>.LongestRetry);
        delays[0].ShouldBeLessThan(TimeSpan.FromSeconds(1));
        delays[^1].ShouldBe(RefreshLoop<string>.LongestRetry);
        (_slot.Current, _status.Last!.Success, _health.Up).ShouldBe(("after", true, true));
        _status.Failures.ShouldBe(18);
        _healthLog.Collector.GetSnapshot().Select(entry => entry.Level).ShouldBe([LogLevel.Warning, LogLevel.Information]);
    }

    [Fact]
    public async Task QueryError_IsNoOutageOfTheDatabase_AndIsLoggedOnce()
    {
        _query.Answer = (run, _) => run < 4
            ? throw new PostgresException("column x does not exist", "ERROR", "ERROR", PostgresErrorCodes.UndefinedColumn)
            : Task.FromResult(new QueryResult<string>("answer", 1));
        await StartAsync(_loop);
        await _time.AttemptAsync();
        for (var run = 2; run <= 4; run++)
        {
            await _time.BackoffAsync();
            await _time.AttemptAsync();
        }

        _log.Collector.GetSnapshot().Select(entry => entry.Level).ShouldBe([LogLevel.Warning, LogLevel.Information]);
        _healthLog.Collector.Count.ShouldBe(0);
        _health.Up.ShouldBe(true);
    }

    [Fact]
    public async Task Hang_EndsAtTheDeadline_AndIsRetried()
    {
        _query.Answer = (run, cancellation) => run == 1 ? HangAsync(cancellation) : Task.FromResult(new QueryResult<string>($"answer {run}", 1));
        await StartAsync(_loop);
        await _time.AttemptStartedAsync();
        _time.Advance(Deadline);
        await _time.AttemptEndedAsync();
        await _time.BackoffAsync();
        await _time.AttemptAsync();

        (_slot.Current, _status.Failures).ShouldBe(("answer 2", 1));
    }

    [Fact]
    public async Task Hang_OfOneLoop_DoesNotDelayAnother()
    {
        _query.Answer = (_, cancellation) => HangAsync(cancellation);
        var otherTime = new LoopClock(Deadline);
        var other = new StubQuery();
        using var otherLoop = new RefreshLoop<string>(other, new(null, otherTime), new("other", Interval), _health, Deadline, otherTime, _log);
        await StartAsync(_loop);
        await _time.AttemptStartedAsync();
        await StartAsync(otherLoop);
        await otherTime.AttemptAsync();
        for (var run = 2; run <= 3; run++)
        {
            otherTime.Advance(Interval);
            await otherTime.AttemptAsync();
        }
        await otherLoop.StopAsync(TestContext.Current.CancellationToken);

        (other.Runs, _query.Runs, _slot.Current).ShouldBe((3, 1, null));
    }

    [Fact]
    public async Task Stop_WhileAQueryRuns_CancelsItAndIsNoFailure()
    {
        _query.Answer = (_, cancellation) => HangAsync(cancellation);
        await StartAsync(_loop);
        await _time.AttemptStartedAsync();

        await _loop.StopAsync(TestContext.Current.CancellationToken);

        _loop.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
        (_status.Attempts, _log.Collector.Count, _healthLog.Collector.Count).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task Stop_WhileWaitingToRetry_IsPrompt()
    {
        _query.Answer = (_, _) => throw new TimeoutException();
        await StartAsync(_loop);
        await _time.AttemptAsync();

        await _loop.StopAsync(TestContext.Current.CancellationToken);

        _loop.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public void Slot_OlderThanMaxAge_IsEmptyUntilTheNextPublication()
    {
        var time = new FakeTimeProvider();
        var slot = new SnapshotSlot<string>(TimeSpan.FromMinutes(5), time);
        slot.Publish("old");
        time.Advance(TimeSpan.FromMinutes(5));
        slot.Current.ShouldBe("old");
        time.Advance(TimeSpan.FromTicks(1));
        slot.Current.ShouldBeNull();
        slot.Publish("new");
        slot.Current.ShouldBe("new");
    }

    public async ValueTask DisposeAsync()
    {
        await _loop.StopAsync(CancellationToken.None);
        _loop.Dispose();
    }

    private static Task StartAsync(RefreshLoop<string> loop) => loop.StartAsync(TestContext.Current.CancellationToken);

    private static async Task<QueryResult<string>> HangAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation); // no clock ends it: only the deadline or the stop can
        return new("never", 0);
    }
}
