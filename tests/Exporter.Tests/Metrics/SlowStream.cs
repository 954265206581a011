namespace Exporter.Tests.Metrics;

/// <summary>The connection of somebody who reads only when a test says so.</summary>
internal sealed class SlowStream : MemoryStream
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Something is to be written.</summary>
    public Task Begun => _begun.Task;

    public void Read() => _read.SetResult();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _begun.TrySetResult();
        await _read.Task.WaitAsync(cancellationToken);
        await base.WriteAsync(buffer, cancellationToken);
    }
}
