using CsCheck;
using Exporter.Activity;

namespace Exporter.Tests.Activity;

/// <summary>
/// What the history of activity has to mean, in the simplest form there is: a set of who was active on what in which quarter-hour. Some days, the
/// epoch among them, of a few users and templates, so that random activity meets itself often.
/// </summary>
internal sealed class NaiveActivity(IEnumerable<NaiveActivity.Mark> marks)
{
    public const long FirstDay = -2, LastDay = 3;
    private const int Users = 70; // more than one word of a bit set

    private readonly HashSet<Mark> _marks = [.. marks];

    public static readonly Guid[] Templates = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];
    private static readonly Guid[] UserIds = [.. Enumerable.Range(0, Users).Select(_ => Guid.NewGuid())];

    /// <summary>Activity that crowds the edges of days and of the two halves of a mask.</summary>
    public static readonly Gen<Mark> AnyMark = Gen.Select(
        Gen.OneOf(UserIds), Gen.OneOf(Templates), Gen.Long[FirstDay, LastDay],
        Gen.OneOf(Gen.Int[0, QuarterHours.PerDay - 1], Gen.OneOf(0, 1, 46, 47, 48, 49, 94, 95)),
        (user, template, day, quarter) => new Mark(user, template, day * QuarterHours.PerDay + quarter));

    public static readonly Gen<QuarterRange> AnyRange = Gen.Select(
        Gen.Long[(FirstDay - 1) * QuarterHours.PerDay, (LastDay + 2) * QuarterHours.PerDay],
        Gen.OneOf(Gen.Int[0, 1], Gen.Int[0, 100], Gen.Int[0, 800]),
        (start, length) => new QuarterRange(start, start + length));

    public IEnumerable<long> Days => _marks.Select(mark => QuarterRange.DayOf(mark.Quarter)).Distinct().Order();

    public int CountUsers(QuarterRange range, Guid? template) =>
        CountWhere(mark => mark.Quarter >= range.Start && mark.Quarter < range.End && (template is null || mark.Template == template));

    public int CountUsersEver(Guid template) => CountWhere(mark => mark.Template == template);

    public NaiveActivity Without(long day) => new(_marks.Where(mark => mark.Quarter >= day * QuarterHours.PerDay));

    /// <summary>As the database would answer: one row for each user, template and half of a UTC day.</summary>
    public static IEnumerable<ActivityRow> Rows(IEnumerable<Mark> marks) => marks
        .GroupBy(mark => (HalfDay: mark.Quarter >= 0 ? mark.Quarter / 48 : (mark.Quarter - 47) / 48, mark.Template, mark.User))
        .Select(group => Row(group.Key.HalfDay, group.Key.Template, group.Key.User, [.. group.Select(mark => mark.Quarter)]));

    /// <summary>Everything that a history can be asked, quarter-hour by quarter-hour.</summary>
    public static IReadOnlyList<int> Answers(ActivityHistory history)
    {
        List<int> answers = [];
        foreach (var template in Templates.Cast<Guid?>().Append(null))
        {
            for (var quarter = FirstDay * QuarterHours.PerDay; quarter < (LastDay + 1) * QuarterHours.PerDay; quarter++)
                answers.Add(history.CountUsers(new QuarterRange(quarter, quarter + 1), template));
            for (var day = FirstDay; day <= LastDay; day++)
                answers.Add(history.CountUsers(QuarterRange.UtcDay(day), template));
        }
        answers.AddRange(Templates.Select(history.CountUsersEver));
        return answers;
    }

    private static ActivityRow Row(long halfDay, Guid template, Guid user, IReadOnlyCollection<long> quarters) => new(
        halfDay, template, user, quarters.Aggregate(0L, (mask, quarter) => mask | (1L << (int)(quarter - halfDay * 48))),
        QuarterRange.InstantOf(quarters.Max()).ToDateTimeUtc());

    private int CountWhere(Func<Mark, bool> which) => _marks.Where(which).Select(mark => mark.User).Distinct().Count();

    internal sealed record Mark(Guid User, Guid Template, long Quarter);
}
