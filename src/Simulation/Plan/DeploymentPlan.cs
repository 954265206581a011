using System.Globalization;

namespace Simulation;

/// <summary>Everybody and everything in a deployment. Grows while the simulation lives.</summary>
internal sealed class DeploymentPlan
{
    private readonly List<Person> _people = [];
    private readonly List<Timeline> _workspaces = [];
    private readonly List<PrebuildPool> _prebuilds = [];

    public DeploymentPlan(DeploymentShape shape, Era era, DateTimeOffset now)
    {
        Shape = shape;
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
        Enter(era, HistoryStart);
        ExtendTo(now);
    }

    public DeploymentShape Shape { get; }

    /// <summary>What Coder's version can do. Has no influence on what people do.</summary>
    public Era Era { get; private set; }

    /// <summary>Agents' reports begin here; people, workspaces and builds can be older.</summary>
    public DateTimeOffset HistoryStart { get; }

    public IReadOnlyList<OrganizationPlan> Organizations { get; }

    public IReadOnlyList<TemplatePlan> Templates { get; }

    public IReadOnlyList<Person> People => _people;

    /// <summary>The workspaces of people.</summary>
    public IReadOnlyList<Timeline> Workspaces => _workspaces;

    /// <summary>Those and, from E5, the prebuilt ones.</summary>
    public IEnumerable<Timeline> AllWorkspaces => _workspaces.Concat(_prebuilds.SelectMany(pool => pool.Workspaces));

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

    /// <summary>Coder is upgraded. Prebuilt workspaces are built from then on where that is new.</summary>
    public void Enter(Era era, DateTimeOffset at)
    {
        Era = era;
        if (era >= Era.E5 && _prebuilds.Count == 0)
        {
            _prebuilds.AddRange(PrebuildPool.Of(this, at));
        }
    }

    /// <summary>What all agents report in a period, in the order of time.</summary>
    public IEnumerable<AgentStat> Reports(Period period, TimeSpan interval)
    {
        var reports = UnorderedReports(period, interval).ToList();
        reports.Sort((one, other) =>
            one.CreatedAt != other.CreatedAt ? one.CreatedAt.CompareTo(other.CreatedAt) : one.Id.CompareTo(other.Id));
        return reports;
    }

    /// <inheritdoc cref="Reports"/>
    public IEnumerable<AgentStat> UnorderedReports(Period period, TimeSpan interval)
    {
        var usage = Shape.UsageMode && Era >= Era.E4;
        return
            from workspace in AllWorkspaces
            from run in workspace.Runs
            where period.Overlaps(run.ReadyAt, run.StopAt)
            from report in usage
                ? run.Reports(workspace, period, interval).Select(report => report.WithoutSessions())
                    .Concat(run.UsageReports(workspace, period, interval))
                : run.Reports(workspace, period, interval)
            select report;
    }

    public void ExtendTo(DateTimeOffset until)
    {
        _prebuilds.ForEach(pool => pool.ExtendTo(until));
        foreach (var workspace in _workspaces)
        {
            workspace.ExtendTo(until);
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
