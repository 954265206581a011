using System.Collections.Immutable;
using Simulation;

namespace Exporter.Tests.Simulation;

/// <summary>
/// A few hours of random reports and visits, and what must become of them, counted by going through every minute of every half-hour. The
/// server's clock is half an hour off, so its hours begin at half past.
/// </summary>
internal sealed class RandomActivity
{
    private const int Hours = 4;
    private static readonly ImmutableArray<string> Columns = ["vscode", "jetbrains", "reconnecting_pty", "ssh"];
    private static readonly ImmutableArray<string> Names = [.. Columns, "cursor", "zed", "brand_new", "sftp"];

    private readonly SimulatedDatabase _database;
    private readonly DateTimeOffset _start;
    private readonly List<(AgentStat Row, ImmutableArray<string> Apps)> _reports = [];
    private readonly List<(Guid User, Guid Template, string Slug, DateTimeOffset From, DateTimeOffset To)> _visits = [];

    private RandomActivity(SimulatedDatabase database, DateTimeOffset start) => (_database, _start) = (database, start);

    /// <summary>Writes the visits and draws the reports.</summary>
    public static async Task<RandomActivity> WriteAsync(SimulatedDatabase database, DateTimeOffset start, int seed, CancellationToken ct)
    {
        var activity = new RandomActivity(database, start);
        var random = new Random(seed);
        var rows = new CoderRows(database, start);
        Guid[] users = [await rows.AddUserAsync(ct: ct), await rows.AddUserAsync(ct: ct), await rows.AddUserAsync(ct: ct)];
        Guid[] templates = [await rows.AddTemplateAsync(ct: ct), await rows.AddTemplateAsync(ct: ct)];
        foreach (var template in templates)
        {
            var workspace = await rows.AddWorkspaceAsync(users[0], template, ct: ct);
            var agent = await rows.AddAgentAsync(await rows.AddBuildAsync(workspace, ct: ct), ct: ct);
            for (var visit = 0; visit < 12; visit++)
            {
                var from = start.AddSeconds(random.Next(-1800, Hours * 3600));
                var to = random.Next(4) == 0 ? from : from.AddSeconds(random.Next(4000));
                var (user, slug) = (users[random.Next(3)], new[] { "jupyter", "code-server", "[terminal]" }[random.Next(3)]);
                activity._visits.Add((user, template, slug, from, to));
                await rows.AddAppSessionAsync(from, to, user, workspace, agent, slug, slug == "[terminal]" ? "terminal" : "path", ct);
            }
        }

        for (var report = 0; report < 400; report++)
        {
            var (user, template) = (users[random.Next(3)], templates[random.Next(2)]);
            var names = database.Era < Era.E7 ? Columns : Names;
            ImmutableArray<string> apps = [.. names.Where(_ => random.Next(names.Length) == 0)];
            var row = Row(start.AddSeconds(random.Next(Hours * 3600)), apps, random);
            activity._reports.Add((row with { UserId = user, TemplateId = template }, apps));
        }

        return activity;
    }

    public DateTimeOffset EndOf(int portion) => _start.AddHours(portion + 1);

    public Task WriteReportsAsync(int portion, CancellationToken ct) => new CoderRows(_database, _start).CopyStatsAsync(
        _reports.Select(report => report.Row).Where(row => row.CreatedAt >= EndOf(portion - 1) && row.CreatedAt < EndOf(portion)), ct);

    /// <summary>The half-hours as a line each.</summary>
    public IReadOnlyList<string> HalfHours()
    {
        var lines = new List<string>();
        foreach (var (start, user, template, sessions, visits) in Cells())
        {
            var latencies = sessions.Select(report => report.Row.Latency).Where(latency => latency > 0).Order().ToList();
            var median = latencies.Count == 0 ? ""
                : FormattableString.Invariant($" {(latencies[(latencies.Count - 1) / 2] + latencies[latencies.Count / 2]) / 2:0.000}");
            var bySlug = visits.GroupBy(visit => visit.Slug)
                .OrderBy(slug => slug.Key.Length).ThenBy(slug => slug.Key, StringComparer.Ordinal)
                .Select(slug => $"\"{slug.Key}\": {slug.Select(visit => visit.Minute).Distinct().Count()}");
            var minutes = visits.Select(visit => visit.Minute).Union(sessions.Select(report => Minute(report.Row.CreatedAt))).Count();
            lines.Add($"{start.ToUnixTimeSeconds()} 1800 {template} {user} {minutes} latency{median}"
                + (visits.Count == 0 ? "" : $" {{{string.Join(", ", bySlug)}}}"));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>The minutes of each family or, from E8, each app over all half-hours.</summary>
    public IReadOnlyList<string> SessionMins() =>
    [
        .. Cells().SelectMany(cell => cell.Sessions.SelectMany(report => report.Apps, (report, app) => (
                cell.Start, cell.User, cell.Template, Name: Rolled(app), Minute: Minute(report.Row.CreatedAt))))
            .Where(one => one.Name.Length > 0).Distinct().GroupBy(one => one.Name).OrderBy(app => app.Key, StringComparer.Ordinal)
            .Select(app => $"{app.Key} {app.Count()}"),
    ];

    private string Rolled(string app) => _database.Era >= Era.E8 ? app : app switch
    {
        "cursor" => "vscode",
        "zed" => "ssh",
        "brand_new" or "sftp" => "",
        _ => app,
    };

    private IEnumerable<(DateTimeOffset Start, Guid User, Guid Template, List<(AgentStat Row, ImmutableArray<string> Apps)> Sessions,
        List<(string Slug, DateTimeOffset Minute)> Visits)> Cells()
    {
        var first = _reports.Min(report => report.Row.CreatedAt);
        var from = Minute(first).AddMinutes(-((first.Minute + 30) % 60));
        for (var start = from; start < EndOf(Hours - 1); start = start.AddMinutes(30))
        {
            foreach (var (user, template) in _reports.Select(report => (report.Row.UserId, report.Row.TemplateId))
                .Union(_visits.Select(visit => (visit.User, visit.Template))))
            {
                var sessions = _reports.FindAll(report => report.Row.UserId == user && report.Row.TemplateId == template
                    && report.Row.CreatedAt >= start && report.Row.CreatedAt < start.AddMinutes(30) && report.Apps.Length > 0);
                sessions = sessions.Exists(report => report.Row.ConnectionCount > 0) ? sessions : [];
                var visits = (
                    from minute in Enumerable.Range(0, 30).Select(minute => start.AddMinutes(minute))
                    from visit in _visits
                    where visit.User == user && visit.Template == template && minute < EndOf(Hours - 1)
                        && visit.From < visit.To && visit.From < minute.AddMinutes(1) && visit.To > minute
                    select (visit.Slug, minute)).ToList();
                if (sessions.Count + visits.Count > 0)
                {
                    yield return (start, user, template, sessions, visits);
                }
            }
        }
    }

    private static AgentStat Row(DateTimeOffset at, ImmutableArray<string> apps, Random random) => new(at)
    {
        ConnectionCount = Math.Max(0, random.Next(-2, 3)),
        Latency = random.Next(-5, 100),
        VsCode = apps.Contains("vscode") ? 1 : 0,
        JetBrains = apps.Contains("jetbrains") ? 2 : 0,
        ReconnectingPty = apps.Contains("reconnecting_pty") ? 1 : 0,
        Ssh = apps.Contains("ssh") ? 3 : 0,
        OtherSessions = apps.Except(Columns).ToImmutableSortedDictionary(app => app, _ => 1L),
    };

    private static DateTimeOffset Minute(DateTimeOffset instant) => instant.AddTicks(-(instant.UtcTicks % TimeSpan.TicksPerMinute));
}
