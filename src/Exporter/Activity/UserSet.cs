using System.Numerics;

namespace Exporter.Activity;

/// <summary>A set of users by their number in the history, one bit each; for counting the distinct ones over several days.</summary>
internal sealed class UserSet(int capacity)
{
    private readonly ulong[] _words = new ulong[(capacity + 63) / 64];

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in _words) count += BitOperations.PopCount(word);
            return count;
        }
    }

    public void Add(int user) => _words[user >> 6] |= 1UL << (user & 63);

    /// <summary>Adds everybody in <paramref name="others"/>, a set of the same history.</summary>
    public void Add(UserSet others)
    {
        for (var i = 0; i < _words.Length; i++) _words[i] |= others._words[i];
    }

    public bool Contains(int user) => user >> 6 < _words.Length && (_words[user >> 6] & (1UL << (user & 63))) != 0;

    /// <summary>The same users, with room for <paramref name="capacity"/>.</summary>
    public UserSet Copy(int capacity = 0)
    {
        var copy = new UserSet(Math.Max(capacity, _words.Length * 64));
        _words.CopyTo(copy._words, 0);
        return copy;
    }
}
