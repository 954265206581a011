using System.Collections.Immutable;
using NodaTime;

namespace Exporter.Activity;

/// <summary>
/// Who was active when: for each UTC day, template and user, the quarter-hours. Immutable: a merge answers a new history that shares the
/// rest, and merging is a bitwise or, so overlapping, repeated or out-of-order reads cannot count anything twice. From it come exact daily,
/// weekly and monthly active users of every timezone, for the deployment and every template.
/// </summary>
internal sealed class ActivityHistory
{
    public static ActivityHistory Start() =>
        new([], ImmutableSortedDictionary<long, ActivityDay>.Empty, ImmutableDictionary<Guid, UserSet>.Empty, newest: null);

    // Users are numbered as they come. Only the one writer adds, and a number is never changed; readers hold numbers only.
    private readonly Dictionary<Guid, int> _numbers;
    private readonly ImmutableSortedDictionary<long, ActivityDay> _days;
    private readonly ImmutableDictionary<Guid, UserSet> _ever; // by template, who was active on any of the days
    private readonly int _users;

    private ActivityHistory(
        Dictionary<Guid, int> numbers, ImmutableSortedDictionary<long, ActivityDay> days, ImmutableDictionary<Guid, UserSet> ever, Instant? newest)
    {
        (_numbers, _days, _ever, Newest) = (numbers, days, ever, newest);
        _users = numbers.Count;
    }

    /// <summary>The newest activity seen; null if there was none.</summary>
    public Instant? Newest { get; }

    /// <summary>The UTC days with activity, oldest first, as days since 1970-01-01.</summary>
    public IEnumerable<long> Days => _days.Keys;

    /// <summary>The templates that anybody was active on.</summary>
    public IEnumerable<Guid> Templates => _ever.Keys;

    /// <summary>This history and <paramref name="rows"/>. Answers itself when they bring nothing new.</summary>
    public ActivityHistory Merge(IEnumerable<ActivityRow> rows)
    {
        var (days, ever, newest) = (_days, _ever, Newest);
        foreach (var day in rows.GroupBy(row => row.Day))
        {
            List<(Guid, UserDay)> merging = [];
            foreach (var row in day)
            {
                merging.Add((row.TemplateId, new(Number(row.UserId), row.Quarters)));
                var at = Instant.FromDateTimeUtc(row.Newest);
                if (newest is null || at > newest) newest = at;
            }
            var before = days.GetValueOrDefault(day.Key, ActivityDay.Empty);
            var after = before.Merge(merging);
            if (after == before) continue;
            days = days.SetItem(day.Key, after);
            ever = Add(ever, merging);
        }
        return days == _days && newest == Newest ? this : new(_numbers, days, ever, newest);
    }

    /// <summary>This history without the days before <paramref name="day"/>.</summary>
    public ActivityHistory Without(long day)
    {
        var days = _days.RemoveRange(_days.Keys.TakeWhile(key => key < day));
        if (days == _days) return this;
        var ever = _ever.Keys.Select(template => KeyValuePair.Create(template, Ever(days, template))).Where(pair => pair.Value.Count > 0);
        return new(_numbers, days, ever.ToImmutableDictionary(), Newest);
    }

    /// <summary>How many distinct users were active in <paramref name="range"/>, on one template or on any.</summary>
    public int CountUsers(QuarterRange range, Guid? template = null) => Users(range, template).Count;

    /// <summary>Who was active in <paramref name="range"/>, on one template or on any.</summary>
    public UserSet Users(QuarterRange range, Guid? template = null)
    {
        var users = new UserSet(_users);
        AddUsers(range, template, users);
        return users;
    }

    /// <summary>
    /// The same for several ranges at once. What they have in common (all but the edges, for a month in 25 zones) is looked at once.
    /// </summary>
    public int[] CountUsers(IReadOnlyList<QuarterRange> ranges, Guid? template = null)
    {
        if (ranges.Count == 0) return [];
        var firstDay = QuarterRange.DayOf(ranges.Max(range => range.Start) + QuarterHours.PerDay - 1);
        var shared = new QuarterRange(firstDay * QuarterHours.PerDay, QuarterRange.DayOf(ranges.Min(range => range.End)) * QuarterHours.PerDay);
        if (shared.IsEmpty) return [.. ranges.Select(range => CountUsers(range, template))];

        var common = new UserSet(_users);
        AddUsers(shared, template, common);
        return [.. ranges.Select(range =>
        {
            var users = common.Copy(_users);
            AddUsers(range with { End = shared.Start }, template, users);
            AddUsers(range with { Start = shared.End }, template, users);
            return users.Count;
        })];
    }

    /// <summary>How many distinct users were ever active on <paramref name="template"/>, in all that is loaded.</summary>
    public int CountUsersEver(Guid template) => _ever.TryGetValue(template, out var users) ? users.Count : 0;

    /// <summary>Whether anybody was ever active on <paramref name="template"/>.</summary>
    public bool Knows(Guid template) => _ever.ContainsKey(template);

    /// <summary>The first UTC day with activity on <paramref name="template"/>, or on any; null when there is none.</summary>
    public long? FirstDay(Guid? template = null) =>
        _days.Where(day => day.Value.Of(template).Count > 0).Select(day => (long?)day.Key).FirstOrDefault();

    private void AddUsers(QuarterRange range, Guid? template, UserSet users)
    {
        if (range.IsEmpty) return;
        var (first, last) = range.Days;
        for (var day = first; day <= last; day++)
        {
            if (_days.TryGetValue(day, out var activity)) activity.Of(template).AddActive(range.Within(day), users);
        }
    }

    private ImmutableDictionary<Guid, UserSet> Add(ImmutableDictionary<Guid, UserSet> ever, IEnumerable<(Guid Template, UserDay Day)> rows)
    {
        foreach (var group in rows.GroupBy(row => row.Template, row => row.Day.User))
        {
            if (ever.TryGetValue(group.Key, out var known) && group.All(known.Contains)) continue;
            var users = known?.Copy(_numbers.Count) ?? new UserSet(_numbers.Count);
            foreach (var user in group) users.Add(user);
            ever = ever.SetItem(group.Key, users);
        }
        return ever;
    }

    private UserSet Ever(ImmutableSortedDictionary<long, ActivityDay> days, Guid template)
    {
        var users = new UserSet(_users);
        foreach (var day in days.Values) day.Of(template).AddActive(QuarterHours.WholeDay, users);
        return users;
    }

    private int Number(Guid user)
    {
        if (!_numbers.TryGetValue(user, out var number)) _numbers[user] = number = _numbers.Count;
        return number;
    }
}
