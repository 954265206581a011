using Exporter.Refresh;

namespace Exporter.Web.Page;

/// <summary>How things are, in one sentence.</summary>
internal sealed record Headline(Level Level, string Sentence)
{
    public static Headline Of(IReadOnlyList<AreaState> areas, bool? databaseUp, DateTimeOffset now)
    {
        AreaState[] on = [.. areas.Where(area => area.Level != Level.Off)];
        if (databaseUp is false) return new(Level.Failing, $"The database cannot be used; {Left(on, now)}.");

        List<string> clauses = [];
        if (Names(Level.Failing) is { } failing) clauses.Add($"the refresh of {failing} fails");
        if (Names(Level.Late) is { } late) clauses.Add($"the refresh of {late} is overdue");
        if (Names(Level.Loading) is { } loading) clauses.Add($"still loading {loading}");
        if (Names(Level.Fresh) is not null) clauses.Add(clauses.Count == 0 ? "everything is fresh" : "everything else is fresh");
        return new(on.Max(area => area.Level), Words.Sentence(string.Join("; ", clauses)) + ".");

        string? Names(Level level)
        {
            string[] names = [.. on.Where(area => area.Level == level).Select(area => area.Name)];
            return names.Length == 0 ? null : Words.And(names);
        }
    }

    /// <summary>What is left to look at without the database.</summary>
    private static string Left(AreaState[] areas, DateTimeOffset now)
    {
        RefreshOutcome[] shown = [.. areas.Where(area => area.Missing is null).Select(area => area.Status?.LastSuccess).OfType<RefreshOutcome>()];
        return shown.Length == 0 ? "there are no numbers to show" : $"the numbers are up to {Words.Age(now - shown.Min(success => success.At))} old";
    }
}
