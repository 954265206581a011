namespace Simulation;

/// <summary>An organization.</summary>
internal sealed record OrganizationPlan(Guid Id, string Name, string DisplayName, DateTimeOffset CreatedAt);
