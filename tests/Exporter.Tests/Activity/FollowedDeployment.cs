using System.Globalization;
using Exporter.Activity;
using Exporter.Refresh;
using Exporter.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Activity;

/// <summary>A database whose reports a test writes one by one, and an exporter that follows them when it is told to.</summary>
internal sealed class FollowedDeployment : IAsyncDisposable
{
    private readonly CoderRows _rows;

    private FollowedDeployment(SimulatedDatabase database, FakeTimeProvider time, TestExporter exporter)
    {
        (Database, Time, Exporter) = (database, time, exporter);
        _rows = new(database, time.Start);
    }

    public SimulatedDatabase Database { get; }

    public FakeTimeProvider Time { get; }

    public TestExporter Exporter { get; }

    public ActivitySnapshot Activity => Exporter.Current<ActivitySnapshot>();

    /// <summary>Rows that activity has read by now.</summary>
    public long RowsRead => Exporter.Get<IEnumerable<RefreshStatus>>().Single(area => area.Area == Area.Activity).Rows;

    public static async Task<FollowedDeployment> StartAsync(PostgresFixture postgres, DateTimeOffset now, params string[] settings)
    {
        var database = await postgres.NewDatabaseAsync(Era.E2);
        var time = new FakeTimeProvider(now);
        return new(database, time, await TestExporter.StartAsync(database, time, settings));
    }

    /// <summary>One report of somebody, of a new user if none is named. Without a connection nobody is active.</summary>
    public Task ReportAsync(DateTimeOffset at, Guid? user = null, Guid? template = null, long connections = 1) =>
        _rows.AddStatAsync(at, user, template: template, connectionCount: connections);

    public Task ReportsAsync(IEnumerable<AgentStat> reports) => _rows.CopyStatsAsync(reports);

    public Task<Guid> AddTemplateAsync() => _rows.AddTemplateAsync();

    /// <summary>Refreshes until nothing more is waiting.</summary>
    public Task RefreshAsync() => Exporter.RefreshAsync<ActivitySnapshot>();

    /// <summary>One attempt; answers whether more is waiting.</summary>
    public async Task<bool> RefreshOnceAsync() =>
        await Exporter.Get<RefreshLoop<ActivitySnapshot>>().RefreshOnceAsync(TestContext.Current.CancellationToken);

    public ActiveUsers Users(string timezone = "UTC") => Activity.Deployment.Single(users => users.Timezone.Label == timezone);

    /// <summary>Compares daily active users day by day with plain SQL, in zones on both sides of the date.</summary>
    public async Task ShouldEqualPlainSqlAsync(params Guid[] templates)
    {
        var answers = Exporter.Get<ActivityAnswers>();
        var oracle = new ActivityOracle(Database);
        foreach (var offset in (int[])[-12, -5, 0, 7, 12])
        {
            foreach (var template in templates.Cast<Guid?>().Append(null))
            {
                var answer = template is { } id ? answers.TemplateDaus(id, offset) : answers.DeploymentDaus(offset);
                answer.TryGet(out var daus, out _).ShouldBeTrue();
                daus.Entries.Where(entry => entry.Amount > 0).ToDictionary(entry => entry.Date, entry => entry.Amount).ShouldBe(
                    await oracle.DausAsync(offset.ToString(CultureInfo.InvariantCulture), template), ignoreOrder: true, $"{offset}, {template}");
            }
        }
        foreach (var template in templates)
        {
            answers.TemplateUniqueUsers(template).TryGet(out var users, out _).ShouldBeTrue();
            users.ShouldBe(await oracle.UsersEverAsync(template));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Exporter.DisposeAsync();
        await Database.DisposeAsync();
    }
}
