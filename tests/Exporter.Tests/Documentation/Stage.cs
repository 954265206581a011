using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Documentation;

/// <summary>Where documented commands are run: a deployment, an exporter on it that listens, and a folder to write to.</summary>
public sealed class Stage(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("documented-");
    private SimulatedDatabase? _database;
    private TestExporter? _exporter;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.NewDatabaseAsync(Era.E5);
        var now = TimeProvider.System.GetUtcNow();
        await SimulatedDeployment.FillAsync(_database, new(Users: 20, Days: 10, Rows: 3000), now, ct: TestContext.Current.CancellationToken);
        _exporter = await TestExporter.ListenAsync(_database.Url, new(now));
        await _exporter.RefreshAsync();
    }

    /// <summary>Runs commands as they stand, but for the places that are the reader's own.</summary>
    public Task<(int ExitCode, string Output)> RunAsync(string commands) => Shell.RunAsync(
        commands.Replace("EXPORTER:2113", "127.0.0.1:2113", StringComparison.Ordinal)
            .Replace("127.0.0.1:2113", _exporter!.Http.BaseAddress!.Authority, StringComparison.Ordinal)
            .Replace("out/coder-exporter", "coder-exporter", StringComparison.Ordinal)
            .Replace("postgres://coder_exporter:PASSWORD@db.example.com:5432/coder?sslmode=require", _database!.Url, StringComparison.Ordinal),
        _folder.FullName,
        [("PATH", $"{AppContext.BaseDirectory}:{Environment.GetEnvironmentVariable("PATH")}"), ("CODER_PG_CONNECTION_URL", _database.OwnerUrl)]);

    public async ValueTask DisposeAsync()
    {
        if (_exporter is not null) await _exporter.DisposeAsync();
        if (_database is not null) await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
