using System.Collections.Immutable;
using Exporter.Answers;
using Exporter.Refresh;
using NodaTime;
using NodaTime.Text;

namespace Exporter.Activity;

/// <summary>
/// The original's questions about activity. An offset is in whole hours west of UTC, as JavaScript's <c>getTimezoneOffset() / 60</c>: 5 is UTC-5.
/// Offsets from -12 to 12 are exact; another is answered with the nearest of them, of two as near with the smaller.
/// </summary>
public sealed class ActivityAnswers
{
    private static readonly ImmutableArray<int> Offsets = [.. Enumerable.Range(-12, 25)];

    private readonly SnapshotSlot<ActivitySnapshot> _slot;

    internal ActivityAnswers(SnapshotSlot<ActivitySnapshot> slot) => _slot = slot;

    /// <summary>Daily active users of the deployment.</summary>
    public Answer<Daus> DeploymentDaus(int offset) => Complete(activity => Daus(activity, offset, template: null));

    /// <summary>Daily active users of a template; no entries for an unknown one.</summary>
    public Answer<Daus> TemplateDaus(Guid templateId, int offset) => Complete(activity => Daus(activity, offset, templateId));

    /// <summary>Distinct users that were ever active on a template, in all loaded history; 0 for an unknown one.</summary>
    public Answer<int> TemplateUniqueUsers(Guid templateId) => Complete(activity => activity.History.CountUsersEver(templateId));

    /// <summary>Active users of any range of local days, in any timezone, exact over changes of the clock.</summary>
    internal Answer<ActivityRange> Range(ActivityRangeQuestion question)
    {
        if (_slot.Current is not { } activity) return NotLoaded.Area(Area.Activity);
        (QuarterRange Range, LocalDate Name)[] periods = [.. ActivityIntervals.Periods(question.Interval, question.From, question.To)
            .Select(period => (LocalDays.Days(question.Timezone, period.Last, Period.DaysBetween(period.First, period.Last) + 1), period.Name))];
        if (!activity.Complete && periods[0].Range.Start < activity.LoadedFrom) return Loading(activity);

        var resolution = (int)activity.Source.Resolution.TotalMinutes;
        var now = QuarterRange.QuarterOf(activity.At);
        return new ActivityRange(
            question.Timezone.Label, DateTimeZoneProviders.Tzdb.VersionId, question.Template, question.Interval.Name(), activity.Source.Name, resolution,
            Exact: periods.All(period => period.Range.Start * 15 % resolution == 0),
            QuarterRange.InstantOf(activity.LoadedFrom).ToDateTimeUtc(),
            [.. periods.Select(period => new ActivityPeriod(
                LocalDatePattern.Iso.Format(period.Name),
                period.Range.End > activity.LoadedFrom ? activity.History.CountUsers(period.Range, question.Template) : null,
                period.Range.Start >= activity.LoadedFrom && period.Range.End <= now))]);
    }

    private Answer<T> Complete<T>(Func<ActivitySnapshot, T> read) => _slot.Current switch
    {
        null => NotLoaded.Area(Area.Activity),
        { Complete: false } activity => Loading(activity),
        var activity => read(activity),
    };

    private static NotLoaded Loading(ActivitySnapshot activity) => new(
        $"The history of activity is being loaded, newest first; it is back to {QuarterRange.InstantOf(activity.LoadedFrom)} by now.");

    private static Daus Daus(ActivitySnapshot activity, int offset, Guid? template)
    {
        var used = NearestOffset.Of(Offsets, offset) ?? 0;
        return new([.. Days(activity, Timezone.WestOfUtc(used), template)], used);
    }

    /// <summary>Every local day that lies within the loaded history, from the first to the last with activity.</summary>
    private static IEnumerable<DauEntry> Days(ActivitySnapshot activity, Timezone timezone, Guid? template)
    {
        var days = activity.History.Days.ToArray();
        if (days.Length == 0) return [];
        var first = LocalDays.Today(timezone, QuarterRange.UtcDay(days[0]).From);
        if (LocalDays.Day(timezone, first).Start < activity.LoadedFrom) first = first.PlusDays(1);
        var last = LocalDays.Today(timezone, QuarterRange.UtcDay(days[^1]).To - Duration.Epsilon);
        return Enumerable.Range(0, Math.Max(0, Period.DaysBetween(first, last) + 1))
            .Select(first.PlusDays)
            .Select(date => new DauEntry(LocalDatePattern.Iso.Format(date), activity.History.CountUsers(LocalDays.Day(timezone, date), template)))
            .SkipWhile(day => day.Amount == 0).Reverse().SkipWhile(day => day.Amount == 0).Reverse();
    }
}
