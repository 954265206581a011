using Exporter.Database;
using Npgsql;

namespace Exporter.Tests.Faults;

/// <summary>Behind PgBouncer in transaction mode, where every transaction may be on another connection and nothing of a session stays one's own.</summary>
public sealed class PoolerFaultTests(FaultServer fault) : IClassFixture<FaultServer>
{
    [Fact]
    public async Task Pooler_InTransactionMode_IsNoticedByNobody()
    {
        await using var pooler = await Pooler.StartAsync(fault.Server);
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server, pooler.Url);
        await deployment.ShouldBeRightAsync();
        deployment.Exporter.Areas.ShouldAllBe(area => area.Failures == 0);
        (await deployment.ConnectionsAsync()).ShouldBeLessThanOrEqualTo(2);

        DatabaseTarget.TryParse(pooler.Url(deployment.Database), out var target, out _).ShouldBeTrue();
        await using var other = NpgsqlDataSource.Create(target!.ToConnectionString().ConnectionString + ";No Reset On Close=true;Pooling=false");
        foreach (var setting in (string[])["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"])
        {
            await using var command = other.CreateCommand($"show {setting}");
            (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe("0", $"{setting} is another client's now");
        }
    }

    [Fact]
    public async Task Pooler_KilledAndStartedAgain_IsUsedAgain()
    {
        await using var pooler = await Pooler.StartAsync(fault.Server);
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server, pooler.Url);
        await deployment.SufferAsync(new(pooler.KillAsync, pooler.StartAsync, "nothing listens"));
    }

    [Fact]
    public async Task Server_BehindAPooler_StoppedAndStarted_IsUsedAgain()
    {
        await using var pooler = await Pooler.StartAsync(fault.Server);
        await using var deployment = await FaultyDeployment.StartAsync(fault.Server, pooler.Url);
        await deployment.SufferAsync(new(() => fault.Server.StopAsync(), fault.Server.StartAgainAsync, "a pooler in front of it"));
    }
}
