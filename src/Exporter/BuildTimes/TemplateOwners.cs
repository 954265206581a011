namespace Exporter.BuildTimes;

/// <param name="Owners">Distinct owners of live workspaces.</param>
internal sealed record TemplateOwners(Guid TemplateId, long Owners);
