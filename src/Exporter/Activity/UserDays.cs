namespace Exporter.Activity;

/// <summary>Who was active when on one UTC day, for one template or for the whole deployment. Immutable; ordered by user.</summary>
internal sealed class UserDays
{
    public static readonly UserDays None = new([], []);

    // Two arrays, since an array of pairs would be padded from 20 to 32 bytes each.
    private readonly int[] _users;
    private readonly QuarterHours[] _active;

    private UserDays(int[] users, QuarterHours[] active) => (_users, _active) = (users, active);

    public int Count => _users.Length;

    /// <summary>This and <paramref name="others"/> together. Answers itself when they bring nothing new.</summary>
    public UserDays Merge(IReadOnlyCollection<UserDay> others)
    {
        if (others.All(Has)) return this;

        // Both sides are in order of user: walk them side by side.
        UserDay[] added = [.. others.OrderBy(other => other.User)];
        var users = new List<int>(_users.Length + added.Length);
        var active = new List<QuarterHours>(_users.Length + added.Length);
        for (int mine = 0, theirs = 0; mine < _users.Length || theirs < added.Length;)
        {
            var user = Math.Min(
                mine < _users.Length ? _users[mine] : int.MaxValue,
                theirs < added.Length ? added[theirs].User : int.MaxValue);
            var quarters = default(QuarterHours);
            if (mine < _users.Length && _users[mine] == user) quarters |= _active[mine++];
            while (theirs < added.Length && added[theirs].User == user) quarters |= added[theirs++].Active;
            users.Add(user);
            active.Add(quarters);
        }
        return new([.. users], [.. active]);
    }

    /// <summary>Adds to <paramref name="users"/> whoever was active within <paramref name="window"/>.</summary>
    public void AddActive(QuarterHours window, UserSet users)
    {
        if (window == QuarterHours.WholeDay)
        {
            foreach (var user in _users) users.Add(user);
            return;
        }
        for (var i = 0; i < _users.Length; i++)
        {
            if (!users.Contains(_users[i]) && _active[i].Overlaps(window)) users.Add(_users[i]);
        }
    }

    private bool Has(UserDay other) =>
        Array.BinarySearch(_users, other.User) is >= 0 and var index && _active[index].Contains(other.Active);
}
