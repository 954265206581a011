namespace Exporter.Refresh;

/// <summary>The names of what we know about a deployment: folder, configuration section, <c>area</c> label and documentation use them alike.</summary>
internal static class Area
{
    public const string Activity = "activity";
    public const string BuildTimes = "build_times";
    public const string Deployment = "deployment";
}
