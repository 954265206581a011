using System.Globalization;

namespace Simulation;

/// <summary>
/// One place in a pool of prebuilt workspaces: whenever one has lived its few days, another one is built. They belong to a system user, and
/// something looks in on them now and then, which Coder counts as activity of that user.
/// </summary>
internal sealed class PrebuildPool(DeploymentShape shape, int place, Person owner, TemplatePlan template, DateTimeOffset from)
{
    // The workspaces of people are numbered from 0.
    private const int FirstNumber = 1_000_000;
    private const int MostPerPlace = 10_000;

    private readonly List<Timeline> _workspaces = [];

    public IReadOnlyList<Timeline> Workspaces => _workspaces;

    /// <summary>Two places on each of the two templates that are used most.</summary>
    public static IEnumerable<PrebuildPool> Of(DeploymentPlan plan, DateTimeOffset from)
    {
        var owner = new Person(-1, SimulatedDatabase.PrebuildsUser, "prebuilds", TimeZoneInfo.Utc, 9, 9, Apps.Ssh, 5) { JoinedAt = from };
        return Enumerable.Range(0, 4).Select(place =>
            new PrebuildPool(plan.Shape, place, owner, plan.Templates[place / 2 % plan.Shape.Templates], from));
    }

    public void ExtendTo(DateTimeOffset until)
    {
        for (var next = Next(); next <= until; next = Next())
        {
            var number = FirstNumber + (place * MostPerPlace) + _workspaces.Count;
            var dice = Dice.For(shape.DiceSeed, 9, number);
            var workspace = new Timeline(shape, number, owner, template, Habit.Parked, next, from)
            {
                Name = string.Create(CultureInfo.InvariantCulture, $"prebuild-{number}"),
            };
            var end = next + dice.Seconds(86400, 4 * 86400);
            workspace.Prebuild(end, ready => LookIn(dice, ready, end));
            _workspaces.Add(workspace);
        }
    }

    private DateTimeOffset Next() =>
        _workspaces.Count == 0 ? from.AddSeconds(5 * (1 + place)) : _workspaces[^1].DeletedAt!.Value.AddSeconds(30);

    private static IEnumerable<Connection> LookIn(Dice dice, DateTimeOffset from, DateTimeOffset to)
    {
        for (var at = from + dice.Seconds(600, 7200); at < to; at += dice.Seconds(7200, 28800))
        {
            var until = at + dice.Seconds(300, 1800);
            yield return new Connection(at, until < to ? until : to, dice.Chance(0.5) ? Apps.Ssh : Apps.None);
            at = until;
        }
    }
}
