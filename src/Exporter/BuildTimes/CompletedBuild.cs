namespace Exporter.BuildTimes;

/// <summary>A row of CompletedBuilds.sql: one successful build.</summary>
/// <param name="Transition">What it did to the workspace: start, stop, delete, or whatever newer versions of Coder have.</param>
internal readonly record struct CompletedBuild(
    Guid JobId, Guid TemplateId, string Transition, DateTime StartedAt, DateTime CompletedAt, double Seconds);
