namespace Exporter.Configuration;

/// <summary>Finds what somebody probably meant.</summary>
internal static class Spelling
{
    /// <summary>
    /// The nearest of the known words, ignoring case, or null when none is near: at most two slips, one in a word of up to four letters.
    /// </summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        return known
            .Where(candidate => Math.Abs(candidate.Length - word.Length) <= 2) // or there are more slips; a long word is not looked at for long
            .Select(candidate => (Candidate: candidate, Distance: Distance(word, candidate)))
            .Where(pair => pair.Distance <= (Math.Min(pair.Candidate.Length, word.Length) <= 4 ? 1 : 2))
            .OrderBy(pair => pair.Distance)
            .Select(pair => pair.Candidate)
            .FirstOrDefault();
    }

    /// <summary>The same as the end of a sentence: "; did you mean 'X'?", or a full stop.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        Nearest(word, known) is { } near ? $"; did you mean '{near}'?" : ".";

    /// <summary>Letters to insert, remove, replace or swap with their neighbour to make one word of the other, ignoring case.</summary>
    public static int Distance(string left, string right)
    {
        var previous = new int[right.Length + 1];
        var current = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var next = new int[right.Length + 1];
            next[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = Same(left[i - 1], right[j - 1]) ? 0 : 1;
                next[j] = Math.Min(Math.Min(current[j] + 1, next[j - 1] + 1), current[j - 1] + cost);
                if (i > 1 && j > 1 && Same(left[i - 1], right[j - 2]) && Same(left[i - 2], right[j - 1]))
                    next[j] = Math.Min(next[j], previous[j - 2] + 1);
            }
            (previous, current) = (current, next);
        }
        return current[right.Length];
    }

    private static bool Same(char left, char right) => char.ToUpperInvariant(left) == char.ToUpperInvariant(right);
}
