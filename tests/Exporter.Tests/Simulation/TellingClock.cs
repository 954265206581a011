using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Exporter.Tests.Simulation;

/// <summary>A clock that stands still and tells when somebody begins to wait for it.</summary>
internal sealed class TellingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public ValueTask<TimeSpan> WaitsAsync(CancellationToken ct) => _waits.Reader.ReadAsync(ct);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
