using System.Globalization;

namespace Simulation;

/// <summary>
/// What changes in a living deployment beyond the working day: people join and leave, workspaces come and go, templates get versions and
/// new names. Each kind of event has its own dice and its own next time, so the same events happen whatever the steps.
/// </summary>
internal sealed class Turnover
{
    private readonly DeploymentPlan _plan;
    private readonly List<Event> _events;

    public Turnover(DeploymentPlan plan, DateTimeOffset now)
    {
        _plan = plan;
        // Hours between two events, for 300 users; more users, more often.
        _events =
        [
            new Event(Dice.For(plan.Shape.DiceSeed, 8, 0), 2, Join),
            new Event(Dice.For(plan.Shape.DiceSeed, 8, 1), plan.Shape.Steady ? 2 : 6, Leave),
            new Event(Dice.For(plan.Shape.DiceSeed, 8, 2), 0.75, AddWorkspace),
            new Event(Dice.For(plan.Shape.DiceSeed, 8, 3), 1, DeleteWorkspace),
            new Event(Dice.For(plan.Shape.DiceSeed, 8, 4), 8, AddVersion),
            new Event(Dice.For(plan.Shape.DiceSeed, 8, 5), 24, Rename),
        ];
        _events.ForEach(one => one.Next = now + Wait(one));
    }

    /// <summary>People who left and templates that changed since these lists were last cleared.</summary>
    public List<Person> Left { get; } = [];

    /// <inheritdoc cref="Left"/>
    public HashSet<TemplatePlan> Changed { get; } = [];

    /// <summary>Lets everything happen that is due.</summary>
    public void AdvanceTo(DateTimeOffset now)
    {
        while (_events.MinBy(one => one.Next) is { } due && due.Next <= now)
        {
            due.Happen(due.Dice, due.Next);
            due.Next += Wait(due);
        }
    }

    private TimeSpan Wait(Event one) => TimeSpan.FromHours(one.Dice.Exponential(one.Hours * 300 / _plan.Shape.Users));

    private void Join(Dice dice, DateTimeOffset at)
    {
        var person = _plan.AddPerson(at);
        _plan.AddWorkspace(person, WorkspacesPlan.Template(_plan, dice, at), Habit.Daily, at.AddSeconds(30));
    }

    private void Leave(Dice dice, DateTimeOffset at)
    {
        var people = _plan.Shape.Steady ? [.. _plan.People.Where(person => person.LeftAt is null)] : _plan.People;
        var person = people[dice.Below(people.Count)];
        if (person.LeftAt is not null || person.Index < PeoplePlan.AroundTheClock(_plan.Shape.Users))
        {
            return;
        }

        person.LeftAt = at;
        Left.Add(person);
        foreach (var workspace in _plan.Workspaces.Where(workspace => workspace.Owner == person && workspace.DeletedAt is null))
        {
            workspace.ExtendTo(at);
            workspace.Delete(at);
        }
    }

    private void AddWorkspace(Dice dice, DateTimeOffset at)
    {
        var owner = _plan.People[dice.Below(_plan.People.Count)];
        if (owner.LeftAt is null)
        {
            _plan.AddWorkspace(owner, WorkspacesPlan.Template(_plan, dice, at), dice.Chance(0.5) ? Habit.Daily : Habit.Occasional, at);
        }
    }

    private void DeleteWorkspace(Dice dice, DateTimeOffset at)
    {
        var workspace = _plan.Workspaces[dice.Below(_plan.Workspaces.Count)];
        if (workspace.DeletedAt is null && workspace.Habit is Habit.Daily or Habit.Occasional)
        {
            workspace.ExtendTo(at);
            workspace.Delete(at);
        }
    }

    private void AddVersion(Dice dice, DateTimeOffset at)
    {
        var template = _plan.Templates[dice.Below(_plan.Shape.Templates)];
        template.Versions = template.Versions.Add(TemplatesPlan.Version(dice, template.Versions.Length + 1, at));
        Changed.Add(template);
    }

    private void Rename(Dice dice, DateTimeOffset at)
    {
        var template = _plan.Templates[dice.Below(_plan.Shape.Templates)];
        var stem = template.Name.Split("-v")[0];
        template.Name = string.Create(CultureInfo.InvariantCulture, $"{stem}-v{at.ToUnixTimeSeconds() / 3600}");
        template.RenamedAt = at;
        Changed.Add(template);
    }

    private sealed record Event(Dice Dice, double Hours, Action<Dice, DateTimeOffset> Happen)
    {
        public DateTimeOffset Next { get; set; }
    }
}
