using Exporter.Tests.Database;
using Exporter.Tests.Fixtures;
using Simulation;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Exporter.Tests.Fixtures;

/// <summary>One PostgreSQL for the whole test run; each test makes a database of its own on it.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync(ct: TestContext.Current.CancellationToken);

    public Task<SimulatedDatabase> NewDatabaseAsync(Era era) =>
        Server.CreateDatabaseAsync(era, ct: TestContext.Current.CancellationToken);

    /// <summary>After every test: whatever ran as the exporter's role asked what the exporter asks, and nothing else.</summary>
    public async ValueTask DisposeAsync()
    {
        await using (Server)
        {
            if (Server is not { HasStatementStatistics: true }) return;
            await Server.ExecuteAsync("create extension if not exists pg_stat_statements");
            (await OwnStatements.OthersAsync(Server)).ShouldBeEmpty();
        }
    }
}
