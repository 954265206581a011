namespace Exporter.Activity;

/// <summary>
/// What of the history is still to be read, newest first, a UTC day at a time, so that today is known within a second of the start even when
/// all of history takes minutes.
/// </summary>
internal sealed class LoadPlan
{
    private readonly List<Chunk> _pending = [];

    /// <summary>The next part to read; null when nothing is waiting.</summary>
    public Chunk? Next => _pending.FirstOrDefault();

    /// <summary>Nothing that belongs to the history is missing.</summary>
    public bool Complete => _pending.TrueForAll(chunk => chunk.Recheck);

    /// <summary>From here to now all is loaded; <paramref name="start"/> is where the history begins.</summary>
    public long LoadedFrom(long start) =>
        Math.Max(start, _pending.Where(chunk => !chunk.Recheck).Select(chunk => chunk.Range.End).FirstOrDefault(start));

    /// <summary>
    /// Puts <paramref name="range"/> first in line, a UTC day a chunk. Its newest chunk is left whole to its end, which may lie in the future:
    /// a report from a clock that runs a little ahead counts too.
    /// </summary>
    public void Need(QuarterRange range, long today)
    {
        List<Chunk> chunks = [];
        var end = range.End;
        for (var day = Math.Min(today, range.Days.Last); day >= range.Days.First; day--)
        {
            var start = Math.Max(range.Start, day * QuarterHours.PerDay);
            chunks.Add(new(new(start, end), Recheck: false));
            end = start;
        }
        // What was missing already is read once: with the range, as far as it lies in it.
        _pending.RemoveAll(chunk => !chunk.Recheck && chunk.Range.Start >= range.Start);
        var straddling = _pending.FindIndex(chunk => !chunk.Recheck && chunk.Range.End > range.Start);
        if (straddling >= 0) _pending[straddling] = new(_pending[straddling].Range with { End = range.Start }, Recheck: false);
        _pending.InsertRange(0, chunks);
    }

    /// <summary>Reads a known UTC day once more, for what arrived later than anybody expects.</summary>
    public void Recheck(long day) => _pending.Add(new(QuarterRange.UtcDay(day), Recheck: true));

    /// <summary>Nothing before UTC day <paramref name="day"/> needs to be read any more.</summary>
    public void Forget(long day) => _pending.RemoveAll(chunk => chunk.Range.End <= QuarterRange.UtcDay(day).Start);

    public void Done(Chunk chunk) => _pending.Remove(chunk);

    /// <summary>Reads <paramref name="chunk"/> in two halves instead, the newer first. Answers false when it is too small for that.</summary>
    public bool Split(Chunk chunk)
    {
        if (chunk.Range.End - chunk.Range.Start < 2) return false;
        var middle = (chunk.Range.Start + chunk.Range.End) / 2;
        var index = _pending.IndexOf(chunk);
        _pending[index] = chunk with { Range = chunk.Range with { Start = middle } };
        _pending.Insert(index + 1, chunk with { Range = chunk.Range with { End = middle } });
        return true;
    }

    /// <param name="Recheck">The range is known already; missing it leaves no gap.</param>
    internal sealed record Chunk(QuarterRange Range, bool Recheck);
}
