namespace Exporter.Deployment;

/// <summary>A row of BuildStates.sql: a build and how its job is; without a job all of that is null.</summary>
/// <param name="Failed">There is an error; an empty one counts here.</param>
internal readonly record struct BuildState(
    int BuildNumber, string Transition, DateTime? UpdatedAt, DateTime? StartedAt, DateTime? CanceledAt, DateTime? CompletedAt, bool Failed)
{
    /// <summary>Nothing of it changes any more.</summary>
    public bool HasEnded => CompletedAt is not null;

    public bool IsPending => StartedAt is null;

    public bool IsBuilding => StartedAt is not null && CanceledAt is null && CompletedAt is null;

    public bool HasFailed => (CanceledAt is not null || CompletedAt is not null) && Failed;

    public bool Did(string transition) => CompletedAt is not null && CanceledAt is null && !Failed && Transition == transition;
}
