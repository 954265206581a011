using Exporter.Activity;
using Exporter.Refresh;

namespace Exporter.Web.Page;

/// <summary>How one area is, in words for a person.</summary>
/// <param name="Area">As on its metrics.</param>
/// <param name="Detail">What <paramref name="Level"/> means here, in a sentence.</param>
/// <param name="Missing">Why there are no numbers to show, in a sentence; null when there are.</param>
/// <param name="Status">How its refreshes go; null when it is switched off.</param>
internal sealed record AreaState(string Area, Level Level, string Detail, string? Missing, RefreshStatus? Status)
{
    /// <summary>A refresh that is later than this many intervals is overdue, as in the alert on stale areas.</summary>
    private const int IntervalsUntilLate = 3;

    public string Name => Area.Replace('_', ' ');

    /// <summary>What went wrong last, if that is how it stands.</summary>
    public string? Error => Status?.Last?.Error;

    /// <param name="published">What the area's slot holds.</param>
    public static AreaState Of(string area, RefreshStatus? status, object? published, DateTimeOffset now)
    {
        const string off = "Switched off in the configuration.", nothing = "Nothing has been loaded yet.";
        if (status is null) return new(area, Level.Off, off, Missing(off), status);
        if (status.Last is not { } last) return new(area, Level.Loading, nothing, Missing(nothing), status);
        var tried = $"last tried {Words.Age(now - last.At)} ago.";
        if (status.LastSuccess is not { } success) return new(area, Level.Failing, $"Never loaded; {tried}", Missing(nothing), status);

        var age = now - success.At;
        var old = $"The numbers are {Words.Age(age)} old";
        var missing = Missing("The numbers are too old to be shown, as the configuration says (MaxAge).");
        if (!last.Success) return new(area, Level.Failing, $"{old}; {tried}", missing, status);
        if (age > IntervalsUntilLate * status.Interval) return new(area, Level.Late, $"{old}, and no refresh since has ended.", missing, status);
        if (published is not ActivitySnapshot { Complete: false } activity) return new(area, Level.Fresh, $"{old}.", missing, status);
        var loadedFrom = Words.Moment(QuarterRange.InstantOf(activity.LoadedFrom));
        return new(area, Level.Loading, $"History loads, newest day first; it is known back to {loadedFrom}.", missing, status);

        string? Missing(string reason) => published is null ? reason : null;
    }
}
