using System.Globalization;

namespace Simulation;

/// <summary>Everybody and everything in a deployment. Grows while the simulation lives.</summary>
internal sealed class DeploymentPlan
{
    private readonly List<Person> _people = [];
    private readonly List<Timeline> _workspaces = [];

    public DeploymentPlan(DeploymentShape shape, Era era, DateTimeOffset now)
    {
        (Shape, Era) = (shape, era);
        HistoryStart = now.AddDays(-shape.Days);
        Organizations = [.. Enumerable.Range(0, shape.Organizations).Select(index => new OrganizationPlan(
            Dice.For(shape.DiceSeed, 6, index).Id(), string.Create(CultureInfo.InvariantCulture, $"organization-{index + 1}"),
            string.Create(CultureInfo.InvariantCulture, $"Organization {index + 1}"),
            now.AddDays(-shape.Days - 400)))];
        Templates = [.. TemplatesPlan.Draw(shape, now)];
        for (var index = 0; index < shape.Users; index++)
        {
            _people.Add(PeoplePlan.Draw(shape, index, now));
            WorkspacesPlan.Draw(this, _people[index], now);
        }

        WorkspacesPlan.AddOneInEachState(this, now);
    }

    public DeploymentShape Shape { get; }

    public Era Era { get; }

    /// <summary>Agents' reports begin here; people, workspaces and builds can be older.</summary>
    public DateTimeOffset HistoryStart { get; }

    public IReadOnlyList<OrganizationPlan> Organizations { get; }

    public IReadOnlyList<TemplatePlan> Templates { get; }

    public IReadOnlyList<Person> People => _people;

    public IReadOnlyList<Timeline> Workspaces => _workspaces;

    /// <summary>How far apart reports must be for the history to hold as many as asked for.</summary>
    public TimeSpan HistoryInterval(DateTimeOffset until)
    {
        var running = _workspaces.SelectMany(workspace => workspace.Runs)
            .Sum(run => Math.Max(0, (Earlier(run.StopAt, until) - Later(run.ReadyAt, HistoryStart)).Ticks));
        return TimeSpan.FromTicks(Math.Max(TimeSpan.TicksPerSecond / 10, running / Shape.Rows));
    }

    public Timeline AddWorkspace(Person owner, TemplatePlan template, Habit habit, DateTimeOffset created)
    {
        var workspace = new Timeline(Shape, _workspaces.Count, owner, template, habit, created, HistoryStart);
        _workspaces.Add(workspace);
        return workspace;
    }

    public Person AddPerson(DateTimeOffset joined)
    {
        _people.Add(PeoplePlan.Join(Shape, _people.Count, joined));
        return _people[^1];
    }

    /// <summary>What all agents report in a period, in the order of time.</summary>
    public IEnumerable<AgentStat> Reports(Period period, TimeSpan interval)
    {
        var reports = new List<AgentStat>();
        foreach (var workspace in _workspaces)
        {
            foreach (var run in workspace.Runs.Where(run => period.Overlaps(run.ReadyAt, run.StopAt)))
            {
                reports.AddRange(run.Reports(workspace, period.After, period.Until, interval));
            }
        }

        reports.Sort((one, other) =>
            one.CreatedAt != other.CreatedAt ? one.CreatedAt.CompareTo(other.CreatedAt) : one.Id.CompareTo(other.Id));
        return reports;
    }

    public void ExtendTo(DateTimeOffset until)
    {
        foreach (var workspace in _workspaces)
        {
            workspace.ExtendTo(until);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
