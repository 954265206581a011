using System.Collections.Immutable;
using Exporter.Templates;
using NodaTime;

namespace Exporter.Activity;

/// <summary>From a history to the numbers that are published of it.</summary>
internal static class ActivityCounts
{
    /// <summary>Active users in each of <paramref name="timezones"/>, of one template or of the deployment.</summary>
    public static ImmutableArray<ActiveUsers> InZones(
        ActivityHistory history, long loadedFrom, Instant now, ImmutableArray<Timezone> timezones, Guid? template = null)
    {
        var today = timezones.Select(timezone => LocalDays.Today(timezone, now)).ToArray();
        var daily = Count(ActivityWindow.Today);
        var yesterday = Count(ActivityWindow.Yesterday);
        var weekly = Count(ActivityWindow.Week);
        var monthly = Count(ActivityWindow.Month);
        return [.. timezones.Select((timezone, i) => new ActiveUsers(timezone, daily[i], yesterday[i], weekly[i], monthly[i]))];

        int?[] Count(ActivityWindow window)
        {
            QuarterRange[] ranges = [.. timezones.Select((timezone, i) => window.On(timezone, today[i]))];
            QuarterRange[] loaded = [.. ranges.Where(IsLoaded)];
            var counts = new Queue<int>(history.CountUsers(loaded, template));
            return [.. ranges.Select(range => IsLoaded(range) ? counts.Dequeue() : (int?)null)];
        }

        bool IsLoaded(QuarterRange range) => range.Start >= loadedFrom;
    }

    public static ImmutableArray<TemplateActivity> PerTemplate(
        ActivityHistory history, long loadedFrom, bool complete, Instant now, ImmutableArray<Timezone> timezones, ImmutableArray<Template> templates) =>
        [.. templates
            .Where(template => !template.Deleted || history.Knows(template.Id))
            .Select(template => new TemplateActivity(
                template,
                InZones(history, loadedFrom, now, timezones, template.Id),
                complete ? history.CountUsersEver(template.Id) : null))];
}
