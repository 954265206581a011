using System.Collections.Immutable;
using Exporter.Deployment;

namespace Exporter.Configuration;

/// <summary>
/// Workspaces, sessions, latency and traffic: how often they are read, and when a build without a sign of life counts as hung.
/// </summary>
internal sealed record DeploymentOptions(bool Enabled, TimeSpan Interval, TimeSpan? MaxAge, TimeSpan HungAfter, SessionSource Sessions)
{
    public const string Section = "Deployment";

    private static readonly ImmutableSortedDictionary<string, SessionSource> SessionSources = ImmutableSortedDictionary<string, SessionSource>.Empty
        .Add("auto", SessionSource.Auto)
        .Add("reports", SessionSource.Reports)
        .Add("usage", SessionSource.Usage);

    public static DeploymentOptions Read(ConfigurationReader reader)
    {
        var section = reader.Section(Section);
        var area = AreaSettings.Read(section, TimeSpan.FromMinutes(1), "workspace states, sessions, connection latency and traffic");
        var hungAfter = section.Duration("HungAfter", TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(30), TimeSpan.FromDays(1),
            "How long a running build may go without a sign of life before it counts as hung.");
        var sessions = section.Choice("Sessions", "auto", SessionSources,
            "Which reports sessions are counted from: those of agents (reports), those of clients (usage), or those of clients where there are any.");
        section.Finish();
        area.Check(reader, Section);
        return new DeploymentOptions(area.Enabled, area.Interval, area.MaxAge, hungAfter, sessions);
    }
}
