namespace Simulation;

/// <summary>
/// The life of one workspace, planned day by day as far as somebody asks: its builds and its runs. The plan is made of instants, so the
/// past is what lies before now, and going on living is asking for more.
/// </summary>
internal sealed class Timeline
{
    private readonly ulong _seed;
    private readonly Dice _dice;
    private readonly BuildDice _buildDice;
    private readonly List<BuildPlan> _builds = [];
    private readonly List<Run> _runs = [];
    private DateTimeOffset _earliest;
    private DateOnly _nextDay;

    public Timeline(
        DeploymentShape shape, int index, Person owner, TemplatePlan template, Habit habit, DateTimeOffset created, DateTimeOffset from)
    {
        _seed = shape.DiceSeed;
        _dice = Dice.For(_seed, 5, index);
        _buildDice = new BuildDice(_dice, template);
        _earliest = created > from ? created : from;
        _nextDay = owner.Day(_earliest);
        (Owner, Template, Habit, CreatedAt) = (owner, template, habit, created);
        Id = _dice.Id();
        Name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{template.Name}-{index + 1}");
    }

    public Guid Id { get; }

    public string Name { get; init; }

    public Person Owner { get; }

    public TemplatePlan Template { get; }

    public Habit Habit { get; }

    public DateTimeOffset CreatedAt { get; }

    /// <summary>When the delete build ends, if there is one.</summary>
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<BuildPlan> Builds => _builds;

    public IReadOnlyList<Run> Runs => _runs;

    /// <summary>When the owner was last connected.</summary>
    public DateTimeOffset? LastUsedAt(DateTimeOffset instant)
    {
        for (var run = _runs.Count - 1; run >= 0; run--)
        {
            for (var index = _runs[run].Connections.Count - 1; index >= 0; index--)
            {
                if (_runs[run].Connections[index] is var connection && connection.From <= instant)
                {
                    return connection.To < instant ? connection.To : instant;
                }
            }
        }

        return null;
    }

    /// <summary>Plans on, until everything up to an instant is planned.</summary>
    public void ExtendTo(DateTimeOffset until)
    {
        if (_builds.Count == 0 && Habit != Habit.Parked)
        {
            PlanFirstHours();
        }

        while (DeletedAt is null && Habit != Habit.Parked && Owner.At(_nextDay, 0) <= until)
        {
            _nextDay = Habit is Habit.AlwaysOn or Habit.AroundTheClock ? PlanWeek(_nextDay) : PlanDay(_nextDay);
        }
    }

    /// <summary>Puts a delete build at an instant, after what is then going on, and forgets what was planned for later.</summary>
    public void Delete(DateTimeOffset at)
    {
        _builds.RemoveAll(build => build.QueuedAt > at);
        at = _builds.Count > 0 && _builds[^1].EndedAt > at ? _builds[^1].EndedAt!.Value : at;
        _runs.RemoveAll(run => run.ReadyAt >= at);
        if (_runs.Count > 0 && _runs[^1] is var last && last.StopAt > at)
        {
            var connections = last.Connections.Where(one => one.From < at).Select(one => one with { To = Earlier(one.To, at) });
            _runs[^1] = last with { StopAt = at, Connections = [.. connections] };
        }

        _buildDice.GoBackTo(_builds.Count);
        var delete = _buildDice.Next("delete", "initiator", at.AddSeconds(1), reliable: true);
        _builds.Add(delete);
        DeletedAt = delete.EndedAt;
    }

    /// <summary>Sets builds by hand. The last of them, if it is a start that succeeds, is followed by two hours of running.</summary>
    public void Script(Func<BuildDice, IEnumerable<BuildPlan>> builds)
    {
        _builds.AddRange(builds(_buildDice));
        if (_builds[^1] is { Transition: "start", Succeeded: true, EndedAt: { } ended })
        {
            AddRun(ended, ended.AddHours(2), [new Connection(ended.AddMinutes(1), ended.AddHours(1), Owner.Apps)]);
            Stop(ended.AddHours(2), "autostop");
        }
    }

    /// <summary>Plans the whole life of a workspace that is built ahead for whoever comes, and that nobody claims.</summary>
    public void Prebuild(DateTimeOffset until, Func<DateTimeOffset, IEnumerable<Connection>> connections)
    {
        _builds.Add(_buildDice.Next("start", "initiator", CreatedAt.AddSeconds(1), reliable: true));
        var ready = _builds[^1].EndedAt!.Value.AddSeconds(5);
        AddRun(ready, until, [.. connections(ready)]);
        Delete(until);
    }

    // Coder starts a workspace as soon as it is created.
    private void PlanFirstHours()
    {
        if (Start(CreatedAt, "initiator") is { } ready)
        {
            var to = ready + _dice.Seconds(3600, 10800);
            AddRun(ready, to, [new Connection(ready.AddSeconds(30), ready + _dice.Seconds(900, 3600), Owner.Apps)]);
            Stop(to, "autostop");
        }

        _earliest = Later(_earliest, _builds[^1].EndedAt!.Value.AddMinutes(1));
    }

    private DateOnly PlanDay(DateOnly day)
    {
        var work = WorkDay.Of(_seed, Owner, day);
        var used = _dice.Chance(Habit == Habit.Daily ? 0.95 : 0.25);
        // Some stop when they leave, most leave it to the automatic stop, some forget it overnight.
        var tail = _dice.Chance(0.15) ? 24 : _dice.LogNormal(0.7, 0.8);
        if (work is { } hours && used && hours.To > _earliest)
        {
            var from = Later(hours.From - _dice.Seconds(0, 900), _earliest);
            var latest = Owner.At(day.AddDays(1), Owner.StartHour - 2.5);
            if (Start(from, "initiator") is { } ready)
            {
                var to = Later(Earlier(hours.To.AddHours(tail), latest), ready.AddMinutes(20));
                AddRun(ready, to, [.. hours.Connections(_dice, Owner.Apps, ready, to)]);
                Stop(to, tail > 0.3 ? "autostop" : "initiator");
            }
        }

        return day.AddDays(1);
    }

    // From Sunday to Sunday, four in the morning.
    private DateOnly PlanWeek(DateOnly day)
    {
        var next = day.AddDays(7 - (int)day.DayOfWeek);
        if (Start(_earliest, "autostart") is { } ready)
        {
            var to = Later(Owner.At(next, 4), ready.AddMinutes(20));
            var always = new Connection(ready, to, Owner.Apps);
            AddRun(ready, to, Habit == Habit.AroundTheClock ? [always] : WeekOfConnections(day, next, ready, to));
            Stop(to, "autostop");
        }

        _earliest = Later(_builds[^1].EndedAt!.Value.AddSeconds(30), Owner.At(next, 4));
        return next;
    }

    private List<Connection> WeekOfConnections(DateOnly day, DateOnly next, DateTimeOffset from, DateTimeOffset to)
    {
        var connections = new List<Connection>();
        for (; day < next; day = day.AddDays(1))
        {
            connections.AddRange(WorkDay.Of(_seed, Owner, day)?.Connections(_dice, Owner.Apps, from, to) ?? []);
        }

        return connections;
    }

    /// <summary>Starts the workspace, trying again after a failure more often than not; null when it stays down.</summary>
    private DateTimeOffset? Start(DateTimeOffset at, string reason)
    {
        BuildPlan build;
        do
        {
            build = _buildDice.Next("start", reason, at, reliable: Habit == Habit.AroundTheClock);
            _builds.Add(build);
            at = build.EndedAt!.Value + _dice.Seconds(60, 400);
        }
        while (!build.Succeeded && _dice.Chance(0.7));

        return build.Succeeded ? build.EndedAt + _dice.Seconds(3, 20) : null;
    }

    private void Stop(DateTimeOffset at, string reason)
    {
        var build = _buildDice.Next("stop", reason, at, reliable: false);
        _builds.Add(build);
        if (!build.Succeeded)
        {
            _builds.Add(_buildDice.Next("stop", reason, build.EndedAt!.Value + _dice.Seconds(60, 300), reliable: true));
        }
    }

    private void AddRun(DateTimeOffset ready, DateTimeOffset to, IReadOnlyList<Connection> connections) =>
        _runs.Add(new Run(_dice.Id(), _dice.Id(), _builds[^1].JobId, _dice.Next(), ready, to) { Connections = connections });

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
