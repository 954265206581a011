using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.Templates;

namespace Benchmarks;

/// <summary>
/// Invented activity, as the database would answer it: seven of ten people work on a weekday and one of twenty at a weekend, eight hours at a
/// stretch that begins anywhere on the globe's clock, with a pause now and then; every second of them on a second template too.
/// </summary>
internal sealed class HistoryActivity(int users, int templates = 40)
{
    private const double OnWeekdays = 0.7, OnWeekends = 0.05, AtWork = 0.8;
    private const int Shift = 32;

    private readonly Guid[] _users = [.. Enumerable.Range(0, users).Select(_ => Guid.NewGuid())];

    public ImmutableArray<Template> Templates { get; } = [.. Enumerable.Range(0, templates).Select(n =>
        new Template(Guid.NewGuid(), $"template-{n}", "", Guid.Empty, "one", Deleted: false, Deprecated: false))];

    /// <summary>One UTC day, as far as <paramref name="quarters"/> tells.</summary>
    public IEnumerable<ActivityRow> Day(long day, QuarterHours quarters)
    {
        var dice = new Random((int)day);
        var weekend = (day + 3) % 7 >= 5;
        for (var user = 0; user < users; user++)
        {
            var works = dice.NextDouble() < (weekend ? OnWeekends : OnWeekdays);
            var active = Mask(dice, start: user * 37 % QuarterHours.PerDay) & quarters.Bits;
            if (!works || active == UInt128.Zero) continue;
            foreach (var row in Rows(day, user, user, active)) yield return row;
            if (user % 2 != 0) continue;
            foreach (var row in Rows(day, user, user / 2 + 7, active)) yield return row;
        }
    }

    private IEnumerable<ActivityRow> Rows(long day, int user, int template, UInt128 active) =>
        from half in Enumerable.Range(0, 2)
        let mask = (long)(active >> (half * ActivityRow.QuartersPerHalf)) & ((1L << ActivityRow.QuartersPerHalf) - 1)
        where mask != 0
        select new ActivityRow(day * 2 + half, Templates[template % Templates.Length].Id, _users[user], mask,
            QuarterRange.InstantOf(day * QuarterHours.PerDay).ToDateTimeUtc());

    private static UInt128 Mask(Random dice, int start)
    {
        var mask = UInt128.Zero;
        for (var quarter = start; quarter < start + Shift; quarter++)
            if (dice.NextDouble() < AtWork) mask |= UInt128.One << (quarter % QuarterHours.PerDay);
        return mask;
    }
}
