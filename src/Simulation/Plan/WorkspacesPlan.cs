namespace Simulation;

/// <summary>Draws who has which workspaces.</summary>
internal static class WorkspacesPlan
{
    private static readonly double[] Counts = [5, 60, 25, 10];

    /// <summary>The workspaces that a person has had until now: none to three, on templates by popularity.</summary>
    public static void Draw(DeploymentPlan plan, Person owner, DateTimeOffset now)
    {
        var always = owner.Index < PeoplePlan.AroundTheClock(plan.Shape.Users);
        var dice = Dice.For(plan.Shape.DiceSeed, 7, owner.Index);
        var count = Math.Max(dice.Weighted(Counts), always ? 1 : 0);
        for (var number = 0; number < count; number++)
        {
            var created = owner.JoinedAt.AddHours(number == 0 ? dice.Between(0, 24) : dice.Exponential(24 * plan.Shape.Days));
            var template = Template(plan, dice, created);
            if (created >= (owner.LeftAt ?? now).AddHours(-1))
            {
                continue;
            }

            var aroundTheClock = always && number == 0;
            var habit = aroundTheClock ? Habit.AroundTheClock
                : dice.Chance(0.08) ? Habit.AlwaysOn
                : number == 0 ? Habit.Daily : Habit.Occasional;
            // Who works around the clock does so on a template that stays.
            template = aroundTheClock ? plan.Templates[owner.Index % Math.Max(1, plan.Shape.Templates - 1)] : template;
            var workspace = plan.AddWorkspace(owner, template, habit, created);
            workspace.ExtendTo(now);
            var lifetime = dice.Chance(0.12) && !aroundTheClock ? created.AddDays(dice.LogNormal(25, 0.8)) : now;
            if (Earliest(lifetime, owner.LeftAt, template.DeletedAt?.AddHours(-1)) is var end && end < now)
            {
                workspace.Delete(end);
            }
        }
    }

    /// <summary>A template that exists at an instant and that somebody uses.</summary>
    public static TemplatePlan Template(DeploymentPlan plan, Dice dice, DateTimeOffset instant) => plan.Templates[dice.Weighted(
        [.. plan.Templates.Select(template => template.DeletedAt?.AddDays(-2) < instant ? 0 : template.Popularity)])];

    /// <summary>Parked workspaces, so that every state that a build can be in is there at every hour.</summary>
    public static void AddOneInEachState(DeploymentPlan plan, DateTimeOffset now)
    {
        var template = plan.Templates[0];
        var states = new Func<BuildPlan, BuildPlan>[]
        {
            // Waits for a runner, then starts.
            start => start with { QueuedAt = now.AddSeconds(-10), StartedAt = now.AddSeconds(50), EndedAt = now.AddSeconds(110) },
            // Is being built.
            start => start with { QueuedAt = now.AddSeconds(-40), StartedAt = now.AddSeconds(-35), EndedAt = now.AddSeconds(80) },
            // Its runner died yesterday.
            start => start with { StartedAt = now.AddHours(-26), EndedAt = null },
            start => start with { Error = "terraform apply: exit status 1" },
            start => start with { CanceledAt = start.EndedAt },
            start => start with { CanceledAt = start.EndedAt, Error = "terraform apply: signal: interrupt" },
            start => start with { StartedAt = null, CanceledAt = start.EndedAt, Error = "canceled by an administrator" },
        };
        for (var index = 0; index < states.Length; index++)
        {
            // They belong to those who stay.
            var owner = plan.People[index % PeoplePlan.AroundTheClock(plan.Shape.Users)];
            plan.AddWorkspace(owner, template, Habit.Parked, now.AddHours(-28))
                .Script(builds => [states[index](builds.Next("start", "initiator", now.AddHours(-27), reliable: true))]);
        }

        plan.AddWorkspace(plan.People[0], template, Habit.Parked, now.AddHours(-28)).Script(builds =>
        [
            builds.Next("start", "initiator", now.AddHours(-27), reliable: true),
            builds.Next("stop", "autostop", now.AddHours(-20), reliable: true),
        ]);
    }

    private static DateTimeOffset Earliest(DateTimeOffset first, params ReadOnlySpan<DateTimeOffset?> others)
    {
        foreach (var other in others)
        {
            first = other < first ? other.Value : first;
        }

        return first;
    }
}
