namespace Exporter.Configuration;

/// <summary>
/// Workspaces, sessions, latency and traffic: how often they are read, and when a build without a sign of life counts as hung.
/// </summary>
internal sealed record DeploymentOptions(bool Enabled, TimeSpan Interval, TimeSpan? MaxAge, TimeSpan HungAfter)
{
    public const string Section = "Deployment";

    public static DeploymentOptions Read(ConfigurationReader reader)
    {
        var section = reader.Section(Section);
        var area = AreaSettings.Read(section, TimeSpan.FromMinutes(1), "workspace states, sessions, connection latency and traffic");
        var hungAfter = section.Duration("HungAfter", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30), TimeSpan.FromDays(1),
            "How long a running build may go without a sign of life before it counts as hung.");
        section.Finish();
        area.Check(reader, Section);
        return new DeploymentOptions(area.Enabled, area.Interval, area.MaxAge, hungAfter);
    }
}
