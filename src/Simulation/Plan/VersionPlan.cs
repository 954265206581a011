namespace Simulation;

/// <summary>A version of a template and the job that imported it.</summary>
internal sealed record VersionPlan(Guid Id, Guid JobId, string Name, DateTimeOffset CreatedAt);
