namespace Exporter.Deployment;

/// <summary>A row of NewestBuilds.sql.</summary>
/// <param name="BuildNumber">Null where nothing was ever built.</param>
internal readonly record struct NewestBuild(Guid WorkspaceId, int? BuildNumber);
