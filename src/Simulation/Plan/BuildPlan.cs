namespace Simulation;

/// <summary>
/// A build from the queue to its end, as it will turn out. What the database shows of it at an instant is <see cref="At"/>.
/// A build without an end is hung.
/// </summary>
internal sealed record BuildPlan(
    Guid Id, Guid JobId, int Number, string Transition, string Reason, DateTimeOffset QueuedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt, DateTimeOffset? CanceledAt = null, string? Error = null)
{
    /// <summary>How often a hung job's runner had time to report before it died.</summary>
    private static readonly TimeSpan LastSignOfLife = TimeSpan.FromSeconds(20);

    public bool Succeeded => EndedAt is not null && CanceledAt is null && string.IsNullOrEmpty(Error);

    public bool IsOpenAt(DateTimeOffset instant) => QueuedAt <= instant && EndedAt > instant;

    public BuildPlan At(DateTimeOffset instant) => EndedAt <= instant ? this : this with
    {
        StartedAt = StartedAt <= instant ? StartedAt : null,
        CanceledAt = CanceledAt <= instant ? CanceledAt : null,
        EndedAt = null,
        Error = null,
    };

    /// <summary>When the job's row was last written: a running job gives a sign of life all the time.</summary>
    public DateTimeOffset UpdatedAt(DateTimeOffset instant)
    {
        if (EndedAt <= instant)
        {
            return EndedAt.Value;
        }

        return StartedAt is { } started && started <= instant ? (EndedAt is null ? started + LastSignOfLife : instant) : QueuedAt;
    }
}
