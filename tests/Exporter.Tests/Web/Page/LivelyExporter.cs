using Exporter.Tests.Fixtures;
using Exporter.Tests.Simulation;
using Simulation;

namespace Exporter.Tests.Web.Page;

/// <summary>An exporter on a simulated deployment with months of history, on a port of its own. The tests of a class share it and only look.</summary>
public sealed class LivelyExporter(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DeploymentShape Shape = new(Users: 120, Templates: 12, Days: 75, Rows: 60_000);

    private SimulatedDatabase? _database;

    internal TestExporter Exporter { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.NewDatabaseAsync(Era.E2);
        await SimulatedDeployment.FillAsync(_database, Shape, TestTime.Now, ct: TestContext.Current.CancellationToken);
        Exporter = await TestExporter.ListenAsync(_database.Url, new(TestTime.Now), "--Activity:Timezones=Asia/Kolkata");
        await Exporter.RefreshAsync();
        Exporter.Time.Advance(TimeSpan.FromSeconds(17));
    }

    public async ValueTask DisposeAsync()
    {
        if (Exporter is not null) await Exporter.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
