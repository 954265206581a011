using Exporter.Activity;
using NodaTime;

namespace Exporter.Backfill;

/// <summary>
/// One number of active users over the past, as scrapes would have seen it. Days are asked for one after the other, so each is counted once and
/// kept for as long as it lies in the window.
/// </summary>
internal sealed class BackfillSeries(ActivityHistory history, ActivityWindow window, Timezone timezone, Guid? template)
{
    private readonly Dictionary<LocalDate, UserSet> _days = [];

    /// <summary>The number at each of <paramref name="instants"/>, which lie in order on the local day <paramref name="today"/>.</summary>
    public IEnumerable<(Instant At, int Users)> On(LocalDate today, IEnumerable<Instant> instants)
    {
        var users = BeforeToday(today);
        var counted = LocalDays.Day(timezone, today).Start;
        foreach (var at in instants)
        {
            if (window.Ago == 0)
            {
                // What is known is known by quarter-hours: one that has begun counts.
                var now = QuarterRange.QuarterOf(at - Duration.Epsilon) + 1;
                users.Add(history.Users(new(counted, now), template));
                counted = now;
            }
            yield return (at, users.Count);
        }
    }

    private UserSet BeforeToday(LocalDate today)
    {
        var users = history.Users(default, template);
        var first = today.PlusDays(1 - window.Ago - window.Days);
        for (var day = first; day <= today.PlusDays(-window.Ago) && day < today; day = day.PlusDays(1)) users.Add(Whole(day));
        _days.Remove(first);
        return users;
    }

    private UserSet Whole(LocalDate day)
    {
        if (!_days.TryGetValue(day, out var users)) _days[day] = users = history.Users(LocalDays.Day(timezone, day), template);
        return users;
    }
}
