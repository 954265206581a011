namespace Simulation;

/// <summary>
/// The rollup of a whole history, summed up from the plan: the same half-hours that <see cref="Rollup"/> would find in the reports, without
/// having to write months of reports first.
/// </summary>
/// <param name="plan">What happened.</param>
/// <param name="origin">Any full hour on the clock of the database's sessions, since that cuts the half-hours.</param>
internal sealed class UsageHistory(DeploymentPlan plan, DateTimeOffset origin)
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan OneTick = TimeSpan.FromTicks(1);

    /// <summary>The half-hours of each day that has any, in the order of time.</summary>
    public IEnumerable<IReadOnlyList<UsageRow>> Days(DateTimeOffset now)
    {
        var first = (DateTimeOffset?)null;
        for (var day = Floor(plan.HistoryStart, HalfHour); day < now; day = day.AddDays(1))
        {
            // Without its beginning, with its end: the day from its first to its last tick.
            var end = day.AddDays(1) < now ? day.AddDays(1) : now;
            var cells = new Dictionary<(DateTimeOffset Start, Guid Template, Guid User), UsageCell>();
            foreach (var report in ReportHistory.Unordered(plan, new Period(day - OneTick, end - OneTick), now))
            {
                first = first < report.CreatedAt ? first : report.CreatedAt;
                if (report.HasSessions)
                {
                    var start = Floor(report.CreatedAt, HalfHour);
                    Cell(cells, (start, report.TemplateId, report.UserId)).Add(report, Minute(report.CreatedAt, start), plan.Era);
                }
            }

            if (first is { } oldest)
            {
                // The first roll-up begins with the hour of the oldest report.
                var from = Floor(oldest, HalfHour * 2);
                AddVisits(cells, from > day ? from : day, end);
                yield return [.. cells.Select(cell => cell.Value.Row(cell.Key)).OfType<UsageRow>().OrderBy(row => row.StartTime)];
            }
        }
    }

    private void AddVisits(
        Dictionary<(DateTimeOffset Start, Guid Template, Guid User), UsageCell> cells, DateTimeOffset from, DateTimeOffset until)
    {
        foreach (var session in AppSession.Of(plan, new Period(from - OneTick, until - OneTick)))
        {
            var minute = Floor(session.From > from ? session.From : from, TimeSpan.FromMinutes(1));
            var end = session.To < until ? session.To : until;
            for (; minute < end; minute = minute.AddMinutes(1))
            {
                var start = Floor(minute, HalfHour);
                Cell(cells, (start, session.Workspace.Template.Id, session.Visitor.Id)).AddVisit(
                    session.Access == "terminal" ? "[terminal]" : session.Slug, Minute(minute, start));
            }
        }
    }

    private static UsageCell Cell(
        Dictionary<(DateTimeOffset Start, Guid Template, Guid User), UsageCell> cells, (DateTimeOffset, Guid, Guid) key)
    {
        if (!cells.TryGetValue(key, out var cell))
        {
            cells.Add(key, cell = new UsageCell());
        }

        return cell;
    }

    private static int Minute(DateTimeOffset instant, DateTimeOffset start) => (int)((instant - start).Ticks / TimeSpan.TicksPerMinute);

    private DateTimeOffset Floor(DateTimeOffset instant, TimeSpan unit)
    {
        var since = (instant - origin).Ticks;
        return instant.AddTicks(-(((since % unit.Ticks) + unit.Ticks) % unit.Ticks));
    }
}
