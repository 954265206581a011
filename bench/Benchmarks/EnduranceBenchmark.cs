using System.Globalization;
using Simulation;

namespace Benchmarks;

/// <summary>
/// Two months of a living deployment in minutes: people join and leave, workspaces come and go, and every day some templates are deleted and others made.
/// The history is a month long, so that in the second month as much is forgotten as comes. What the process holds is looked at after each simulated day.
/// </summary>
internal sealed class EnduranceBenchmark(int days, DeploymentShape shape, TimeSpan step, TextWriter output)
{
    private const int TemplatesADay = 2;
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 30, TimeSpan.Zero);

    private readonly Queue<Guid> _made = [];
    private readonly List<EnduranceDay> _days = [];

    public static async Task RunAsync(bool quick, TextWriter output)
    {
        var shape = new DeploymentShape(Users: quick ? 20 : 100, Templates: 8, Days: 31, Rows: quick ? 20_000 : 200_000, ReportInterval: TimeSpan.FromMinutes(5), Steady: true);
        var benchmark = new EnduranceBenchmark(quick ? 2 : 62, shape, TimeSpan.FromMinutes(quick ? 30 : 10), output);
        await benchmark.RunAsync();
        if (!quick) await File.WriteAllTextAsync("docs/endurance.svg", EndurancePlot.Of(benchmark._days));
    }

    private async Task RunAsync()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var database = await postgres.CreateDatabaseAsync(Era.E8);
        var clock = new BenchClock(Start);
        var deployment = await SimulatedDeployment.FillAsync(database, shape, Start);
        var rows = new CoderRows(database, Start);
        var organization = await rows.AddOrganizationAsync("churn");
        var user = await rows.AddUserAsync("churn", organization: organization);
        var table = new Table("day", "memory in use", "resident", "file handles", "threads", "connections", "series", "users", "templates, deleted ones too");
        var (old, series) = await HeldByAsync(database, clock, async (ours, http) =>
        {
            for (var day = 0; day <= days; day++)
            {
                await LiveAsync(deployment, () => rows.AddTemplateAsync(organization: organization, createdBy: user), ours, clock);
                _days.Add(await LookAsync(day, http, database));
            }
        });
        foreach (var day in _days)
            table.Add(day.Day, Megabytes(day.Memory), Megabytes(day.Resident), day.Handles, day.Threads, day.Connections, day.Series, day.Users, day.Templates);
        await output.WriteAsync(table.ToString());
        // The simulation is in this process too, and remembers everybody. What is the exporter's is what its end sets free.
        var (young, youngSeries) = await HeldByAsync(database, clock, (_, _) => Task.CompletedTask);
        await output.WriteLineAsync($"""

            The exporter that lived through this holds {Megabytes(old)} and {series} series; one that is started on the same database now {Megabytes(young)} and {youngSeries}.
            """);
    }

    /// <summary>What an exporter holds after <paramref name="life"/>: managed memory that its end sets free, and series.</summary>
    private async Task<(long Memory, int Series)> HeldByAsync(SimulatedDatabase database, BenchClock clock, Func<Ours, HttpClient, Task> life)
    {
        long before;
        int series;
        await using (var ours = new Ours(database, clock, $"--Activity:Horizon={shape.Days}d"))
        {
            using var http = await ours.ServeAsync();
            await RefreshAsync(ours);
            await life(ours, http);
            series = Series(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
            before = GC.GetTotalMemory(forceFullCollection: true);
        }
        return (before - GC.GetTotalMemory(forceFullCollection: true), series);
    }

    private static async Task RefreshAsync(Ours ours)
    {
        await ours.RefreshActivityAsync();
        await ours.RefreshDeploymentAsync();
        await ours.RefreshBuildTimesAsync();
    }

    private static int Series(string page) => page.Split('\n').Count(line => line.Length > 0 && line[0] != '#');

    private async Task LiveAsync(SimulatedDeployment deployment, Func<Task<Guid>> make, Ours ours, BenchClock clock)
    {
        var template = Guid.Empty;
        for (var made = 0; made < TemplatesADay; made++) _made.Enqueue(template = await make());
        while (_made.Count > TemplatesADay)
            await deployment.Database.ExecuteAsync($"update templates set deleted = true where id = '{_made.Dequeue()}'");
        for (var end = clock.Now + TimeSpan.FromDays(1); clock.Now < end;)
        {
            clock.Now += step;
            await deployment.StepAsync(clock.Now);
            await RefreshAsync(ours);
        }
        await new CoderRows(deployment.Database, clock.Now).AddUsageAsync(clock.Now.AddHours(-1), template: template);
    }

    private static async Task<EnduranceDay> LookAsync(int day, HttpClient http, SimulatedDatabase database)
    {
        var page = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var connections = await CountAsync("pg_stat_activity where usename = 'coder_exporter' and datname = current_database()");
        var (users, templates) = (await CountAsync("users"), await CountAsync("templates"));
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        return new(
            day, memory, Environment.WorkingSet, Directory.GetFiles("/proc/self/fd").Length, ThreadPool.ThreadCount, connections,
            Series(page), users, templates);

        async Task<int> CountAsync(string what)
        {
            await using var command = database.DataSource.CreateCommand($"select count(*)::int from {what}");
            return (int)(await command.ExecuteScalarAsync())!;
        }
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
