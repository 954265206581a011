using System.Collections.Concurrent;
using System.Net.Sockets;
using Exporter.Database;
using Npgsql;

namespace Exporter.Tests.Database;

public sealed class CircuitBreakerTests
{
    private static readonly NpgsqlException Refused = new("x", new SocketException((int)SocketError.ConnectionRefused));

    private readonly ConcurrentQueue<TaskCompletionSource<NpgsqlConnection>> _attempts = [];
    private readonly CircuitBreaker _breaker;

    public CircuitBreakerTests() => _breaker = new(cancellation =>
    {
        var attempt = new TaskCompletionSource<NpgsqlConnection>();
        cancellation.Register(() => attempt.TrySetCanceled(cancellation));
        _attempts.Enqueue(attempt);
        return new(attempt.Task);
    });

    [Fact]
    public async Task Open_WhileAllIsWell_IsNobodyElsesBusiness()
    {
        var (one, other) = (Open(), Open());
        _attempts.Count.ShouldBe(2);
        foreach (var attempt in _attempts) attempt.SetResult(new());
        await one;
        await other;
    }

    [Fact]
    public async Task Open_AfterAFailure_IsTriedByOne_AndTheOthersTakeItsFailure()
    {
        await BreakAsync();
        Task<NpgsqlConnection>[] callers = [Open(), Open(), Open()];
        _attempts.Count.ShouldBe(2);

        _attempts.ElementAt(1).SetException(Refused);

        foreach (var caller in callers)
        {
            var failure = await Should.ThrowAsync<NpgsqlException>(caller);
            DatabaseFailure.IsUnreachable(failure).ShouldBeTrue();
            DatabaseFailure.Describe(failure).ShouldBe(DatabaseFailure.Describe(Refused));
        }
        _attempts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Open_WhenATrialSucceeds_LetsTheOthersIn()
    {
        await BreakAsync();
        Task<NpgsqlConnection>[] callers = [Open(), Open(), Open()];
        _attempts.ElementAt(1).SetResult(new());
        await callers[0];
        await UntilAsync(() => _attempts.Count == 4);
        foreach (var attempt in _attempts.Skip(2)) attempt.SetResult(new());
        await Task.WhenAll(callers);
        _ = Open();
        _ = Open();
        _attempts.Count.ShouldBe(6);
    }

    [Fact]
    public async Task Open_WhoseTrialIsGivenUp_LeavesItToTheOthers()
    {
        await BreakAsync();
        using var impatient = new CancellationTokenSource();
        var first = _breaker.OpenAsync(impatient.Token);
        var second = Open();
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        await UntilAsync(() => _attempts.Count == 3);
        _attempts.ElementAt(2).SetResult(new());
        await second;
    }

    [Fact]
    public async Task Wait_ForAnothersTrial_CanBeGivenUp()
    {
        await BreakAsync();
        var trial = Open();
        using var impatient = new CancellationTokenSource();
        var waiting = _breaker.OpenAsync(impatient.Token);
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);
        trial.IsCompleted.ShouldBeFalse();
    }

    private Task<NpgsqlConnection> Open() => _breaker.OpenAsync(TestContext.Current.CancellationToken);

    private async Task BreakAsync()
    {
        var first = Open();
        _attempts.ElementAt(0).SetException(Refused);
        await Should.ThrowAsync<NpgsqlException>(first);
    }

    // The waiters go on elsewhere.
    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Yield();
    }
}
