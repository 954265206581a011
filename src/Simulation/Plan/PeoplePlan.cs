using System.Globalization;

namespace Simulation;

/// <summary>Draws people.</summary>
internal static class PeoplePlan
{
    // Zones with and without summer time, in both hemispheres, with whole, half and quarter hours. Names resolve because PostgreSQL's
    // packages bring tzdata.
    private static readonly (string Zone, double Weight)[] Zones =
    [
        ("America/Los_Angeles", 14), ("America/Chicago", 8), ("America/New_York", 18), ("America/St_Johns", 2), ("America/Sao_Paulo", 6),
        ("Europe/London", 10), ("Europe/Berlin", 14), ("Europe/Helsinki", 4), ("Africa/Lagos", 3), ("Asia/Kolkata", 10),
        ("Asia/Kathmandu", 1), ("Asia/Tokyo", 5), ("Australia/Adelaide", 2), ("Pacific/Auckland", 3),
    ];

    private static readonly double[] ZoneWeights = [.. Zones.Select(zone => zone.Weight)];
    private static readonly Apps[] AppHabits = [Apps.VsCode, Apps.Ssh, Apps.JetBrains, Apps.ReconnectingPty];
    private static readonly string[] Editors = [SessionApps.VsCode, "cursor", "code_server", "windsurf", "antigravity"];
    private static readonly double[] EditorWeights = [60, 20, 10, 6, 4];
    private static readonly double[] AppWeights = [55, 22, 15, 8];

    /// <summary>One in forty, and four more, work around the clock: whatever the hour, somebody is there.</summary>
    public static int AroundTheClock(int users) => Math.Min(users, 4 + (users / 40));

    /// <summary>A person of the first hour or one who joined within the window of days, in the proportion 7 to 3.</summary>
    public static Person Draw(DeploymentShape shape, int index, DateTimeOffset now)
    {
        var dice = Dice.For(shape.DiceSeed, 1, index);
        var always = index < AroundTheClock(shape.Users);
        var joined = always || dice.Chance(0.7)
            ? now.AddDays(-shape.Days - dice.Between(1, 200))
            : now.AddDays(-dice.Between(0, shape.Days));
        var person = Draw(dice, index, joined, always);
        if (!always && dice.Chance(0.04) && person.JoinedAt.AddDays(2) is var earliest && earliest < now)
        {
            person.LeftAt = earliest + ((now - earliest) * dice.Unit());
        }

        return person;
    }

    /// <summary>A person who joins while the simulation runs.</summary>
    public static Person Join(DeploymentShape shape, int index, DateTimeOffset joined) =>
        Draw(Dice.For(shape.DiceSeed, 1, index), index, joined, aroundTheClock: false);

    private static Person Draw(Dice dice, int index, DateTimeOffset joined, bool aroundTheClock)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[dice.Weighted(ZoneWeights)].Zone);
        // One in fifteen works at night.
        var start = dice.Normal(8.8, 0.8) + (dice.Chance(1 / 15.0) ? 11 : 0);
        var apps = AppHabits[aroundTheClock ? index % 4 : dice.Weighted(AppWeights)];
        var name = string.Create(CultureInfo.InvariantCulture, $"user-{index + 1:0000}");
        return new Person(
            index, dice.Id(), name, zone, start, dice.Normal(8.8, 0.7), aroundTheClock && index == 0 ? Apps.All : apps,
            dice.LogNormal(40, 0.45))
        {
            JoinedAt = joined,
            Editor = Editors[dice.Weighted(EditorWeights)],
        };
    }
}
