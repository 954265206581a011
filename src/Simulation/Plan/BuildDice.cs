namespace Simulation;

/// <summary>Draws how one workspace's builds turn out: how long they queue and run, and whether they fail, are canceled, or both.</summary>
internal sealed class BuildDice(Dice dice, TemplatePlan template)
{
    private int _number;

    /// <summary>Forgets the builds after a number.</summary>
    public void GoBackTo(int number) => _number = number;

    /// <summary>The next build of the workspace, which is certain to succeed if it has to.</summary>
    public BuildPlan Next(string transition, string reason, DateTimeOffset queued, bool reliable)
    {
        var started = queued + TimeSpan.FromSeconds(dice.LogNormal(1.5, 0.8));
        var factor = transition switch { "start" => 1.0, "stop" => 0.4, _ => 0.5 };
        var ended = started + TimeSpan.FromSeconds(dice.LogNormal(template.MedianBuildSeconds * factor, 0.35));
        var build = new BuildPlan(dice.Id(), dice.Id(), ++_number, transition, reason, queued, started, ended);
        var luck = dice.Unit();
        return reliable ? build : luck switch
        {
            < 0.035 => build with { Error = "terraform apply: exit status 1" },
            < 0.050 => build with { CanceledAt = started + ((ended - started) * 0.8) },
            < 0.055 => build with { CanceledAt = started + ((ended - started) * 0.6), Error = "terraform apply: signal: interrupt" },
            < 0.060 => build with { StartedAt = null, CanceledAt = started, EndedAt = started },
            < 0.062 => build with { Error = "" },
            _ => build,
        };
    }
}
