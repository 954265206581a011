namespace Simulation;

/// <summary>An organization.</summary>
internal sealed record OrganizationPlan(Guid Id, string Name, DateTimeOffset CreatedAt);
