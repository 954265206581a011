using Npgsql;

namespace Exporter.Database;

/// <summary>
/// The way to a server in distress: once a connection could not be opened, one caller at a time tries again, and who comes meanwhile takes its
/// failure for an answer. So the server meets one attempt, however many areas wait for it; the pauses between attempts are the refresh loops'.
/// </summary>
internal sealed class CircuitBreaker(Func<CancellationToken, ValueTask<NpgsqlConnection>> open)
{
    private readonly Lock _gate = new();
    private bool _broken;
    private TaskCompletionSource<Exception?>? _trial; // ends with what went wrong

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var (trial, mine) = Enter();
        if (!mine && trial is not null && await trial.Task.WaitAsync(cancellation) is { } failure)
            throw new NpgsqlException("Somebody else has just tried in vain.", failure);
        try
        {
            var connection = await open(cancellation);
            Leave(mine, failure: null);
            return connection;
        }
        catch (Exception e)
        {
            Leave(mine, e);
            throw;
        }
    }

    private (TaskCompletionSource<Exception?>? Trial, bool Mine) Enter()
    {
        lock (_gate)
        {
            if (!_broken || _trial is not null) return (_trial, false);
            _trial = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return (_trial, true);
        }
    }

    private void Leave(bool mine, Exception? failure)
    {
        TaskCompletionSource<Exception?>? trial = null;
        var given = failure is OperationCanceledException; // who gave up has found out nothing
        lock (_gate)
        {
            if (!given) _broken = failure is not null;
            if (mine) (trial, _trial) = (_trial, null);
        }
        trial?.SetResult(given ? null : failure);
    }
}
