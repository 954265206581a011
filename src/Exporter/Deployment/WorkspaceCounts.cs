namespace Exporter.Deployment;

/// <summary>Workspaces that are not deleted, by the state of their newest build. A workspace can be in none, one or two of these.</summary>
/// <param name="Pending">The build has not started, or there is none.</param>
/// <param name="Building">Started and not ended, however long ago that was.</param>
/// <param name="Hung">Building, but the job was not updated for longer than Deployment:HungAfter.</param>
internal sealed record WorkspaceCounts(long Pending, long Building, long Running, long Failed, long Stopped, long Hung);
