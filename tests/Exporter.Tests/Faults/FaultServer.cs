using Exporter.Tests.Database;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>A PostgreSQL that the tests of a class may hurt.</summary>
public sealed class FaultServer : IAsyncLifetime
{
    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await PostgresServer.StartAsync(ct: TestContext.Current.CancellationToken);

    /// <summary>Ends every connection of the exporter's.</summary>
    public Task CutSessionsAsync() => Server.ExecuteAsync(
        $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = '{OwnStatements.Role}'");

    /// <summary>Changes something, so that it is met by connections that are opened from then on.</summary>
    public async Task ChangeAsync(string sql)
    {
        await Server.ExecuteAsync(sql);
        await CutSessionsAsync();
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
