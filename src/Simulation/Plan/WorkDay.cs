namespace Simulation;

/// <summary>The hours that a person works on one local day, with a break in the middle.</summary>
internal readonly record struct WorkDay(DateTimeOffset From, DateTimeOffset BreakFrom, DateTimeOffset BreakTo, DateTimeOffset To)
{
    /// <summary>Null on a day off: most weekends, one week in twenty, and now and then.</summary>
    public static WorkDay? Of(ulong seed, Person person, DateOnly day)
    {
        var dice = Dice.For(seed, 2, person.Index, day.DayNumber);
        var weekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var away = Dice.For(seed, 3, person.Index, day.DayNumber / 7).Chance(0.05);
        if (away || !dice.Chance(weekend ? 0.07 : 0.93))
        {
            return null;
        }

        var start = person.StartHour + dice.Normal(0, 0.4);
        var hours = weekend ? dice.Between(1, 4) : person.Hours + dice.Normal(0, 0.6);
        var lunch = start + (hours * dice.Between(0.38, 0.48));
        return new WorkDay(
            person.At(day, start), person.At(day, lunch), person.At(day, lunch + dice.Between(0.4, 1)), person.At(day, start + hours));
    }

    /// <summary>
    /// The connections of this day, as far as they fall between two instants: an hour or two at a time, with short breaks.
    /// </summary>
    public IEnumerable<Connection> Connections(Dice dice, Apps favourite, DateTimeOffset from, DateTimeOffset to)
    {
        foreach (var (blockFrom, blockTo) in new[] { (From, BreakFrom), (BreakTo, To) })
        {
            var end = blockTo < to ? blockTo : to;
            for (var at = blockFrom > from ? blockFrom : from; at < end; at += dice.Seconds(180, 1200))
            {
                var until = at + dice.Seconds(2400, 9000);
                until = until < end ? until : end;
                yield return new Connection(at, until, Choose(dice, favourite));
                at = until;
            }
        }
    }

    private static Apps Choose(Dice dice, Apps favourite) => dice.Unit() switch
    {
        < 0.05 => Apps.None,
        < 0.20 => favourite | Apps.Ssh,
        < 0.25 => favourite | Apps.ReconnectingPty,
        < 0.35 => (Apps)(1 << dice.Below(4)),
        _ => favourite,
    };
}
