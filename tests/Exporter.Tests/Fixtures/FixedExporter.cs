using Exporter.BuildTimes;
using Microsoft.Extensions.Time.Testing;
using Simulation;

namespace Exporter.Tests.Fixtures;

/// <summary>An exporter on <see cref="FixedDeployment"/>, refreshed before and after a build. The tests of a class share it and only look.</summary>
public sealed class FixedExporter(PostgresFixture postgres) : IAsyncLifetime
{
    private SimulatedDatabase? _database;

    internal TestExporter Exporter { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.NewDatabaseAsync(Era.E2);
        await FixedDeployment.FillAsync(_database);
        Exporter = await TestExporter.StartAsync(_database, new FakeTimeProvider(FixedDeployment.Now));
        await Exporter.RefreshAsync<BuildTimesSnapshot>();
        await FixedDeployment.CompleteBuildAsync(_database);
        await Exporter.RefreshAsync();
    }

    /// <summary>What is at <paramref name="path"/>, in the format that <paramref name="accept"/> asks for.</summary>
    public async Task<string> GetAsync(string path, string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept).ShouldBeTrue();
        using var response = await Exporter.Http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (Exporter is not null) await Exporter.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
    }
}
