using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Configuration;
using Exporter.Database;
using Exporter.Deployment;
using Exporter.Refresh;
using NodaTime;
using NodaTime.Text;

namespace Exporter.Web.Page;

/// <summary>The page for people: how things are, and the figures at a glance. A view shows the snapshots as they are, no more.</summary>
internal sealed class StatusPage(
    IEnumerable<RefreshStatus> statuses,
    SnapshotSlot<ActivitySnapshot> activitySlot,
    SnapshotSlot<BuildTimesSnapshot> buildTimesSlot,
    SnapshotSlot<DeploymentSnapshot> deploymentSlot,
    DatabaseHealth health,
    Func<Schema?> schema,
    ActivityOptions activityOptions,
    BuildTimesOptions buildTimesOptions,
    EndpointDataSource served,
    TimeProvider time)
{
    private const int SecondsUntilReload = 60;

    private static readonly ZonedDateTimePattern TimePattern =
        ZonedDateTimePattern.CreateWithInvariantCulture("ddd d MMM uuuu, HH:mm:ss", DateTimeZoneProviders.Tzdb);

    private readonly KnownFigures _figures = new();

    public Html Render(PageRequest request)
    {
        var now = time.GetUtcNow();
        var (activity, buildTimes, deployment) = (activitySlot.Current, buildTimesSlot.Current, deploymentSlot.Current);
        ImmutableArray<AreaState> areas =
            [State(Area.Activity, activity, now), State(Area.BuildTimes, buildTimes, now), State(Area.Deployment, deployment, now)];
        var figures = _figures.Of(activity, buildTimes, request.Timezone);
        var headline = Headline.Of(areas, health.Up, now);
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            <meta name="color-scheme" content="light dark"/>
            {(request.Reload ? Html.Of($"""<meta http-equiv="refresh" content="{SecondsUntilReload}"/>""") : Html.None)}
            <title>{LevelMark.Word(headline.Level)}: coder-exporter</title>
            <link rel="icon" href="{PageFile.Icon.Path}" type="image/svg+xml"/>
            <link rel="stylesheet" href="{PageFile.Style.Path}"/>
            </head>
            <body>
            <header>
            <p class="brand">coder-exporter</p>
            <p>As of {At(now, request.Timezone)}</p>
            </header>
            <main>
            <h1 class="{LevelMark.Class(headline.Level)}">{LevelMark.Sign(headline.Level)}<span>{headline.Sentence}</span></h1>
            {FreshnessSection.Of(areas)}
            {ActivitySection.Of(areas[0], activity, figures, request, activityOptions.Timezones, now)}
            {DeploymentSection.Of(areas[2], deployment)}
            {TemplatesSection.Of(figures.Templates, areas[0], areas[1], buildTimesOptions.Window)}
            {Links.Of(served)}
            </main>
            {Footer.Of(schema(), activity)}
            </body>
            </html>

            """;
    }

    private AreaState State(string area, object? published, DateTimeOffset now) =>
        AreaState.Of(area, statuses.FirstOrDefault(status => status.Area == area), published, now);

    private static Html At(DateTimeOffset now, Timezone timezone)
    {
        var instant = Instant.FromDateTimeOffset(now);
        var local = TimePattern.Format(instant.InZone(timezone.Zone));
        return $"""<time datetime="{InstantPattern.General.Format(instant)}">{local}</time> {timezone.Label}""";
    }
}
