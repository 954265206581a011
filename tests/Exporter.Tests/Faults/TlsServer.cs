using Exporter.Tests.Database;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>A PostgreSQL that lets nobody in without TLS, and the role <c>certified</c> only with a client certificate. It is called localhost.</summary>
public sealed class TlsServer : IAsyncLifetime
{
    private readonly Certificates _certificates = new(), _stranger = new();

    public PostgresServer Server { get; private set; } = null!;

    public SimulatedDatabase Database { get; private set; } = null!;

    /// <summary>Signed the server's certificate.</summary>
    public string Authority => _certificates.Authority;

    /// <summary>Signed nothing that matters.</summary>
    public string OtherAuthority => _stranger.Authority;

    public async ValueTask InitializeAsync()
    {
        Server = await PostgresServer.StartAsync(ct: TestContext.Current.CancellationToken);
        Database = await Server.CreateDatabaseAsync(Era.E2);
        await Server.ExecuteAsync($"create role certified login in role {OwnStatements.Role}");
        var (certificate, key) = _certificates.Sign("server", "localhost");
        var data = Path.Combine(Server.Folder, "data");
        // The key has to be the server's own file, for nobody else to read.
        await Server.ExecuteAsync("copy (select) to program 'umask 077; cat >server.key; cat server.key >server.crt; cat server.key >authority.crt'");
        foreach (var (from, to) in ((string, string)[])[(key, "server.key"), (certificate, "server.crt"), (Authority, "authority.crt")])
            await File.WriteAllTextAsync(Path.Combine(data, to), await File.ReadAllTextAsync(from));
        await File.WriteAllTextAsync(Path.Combine(data, "pg_hba.conf"), """
            host all postgres,coder 127.0.0.1/32 scram-sha-256
            hostssl all certified samehost cert
            hostssl all all samehost scram-sha-256

            """);
        await File.AppendAllTextAsync(Path.Combine(data, "postgresql.conf"), "\nssl = on\nssl_ca_file = 'authority.crt'\n");
        await Server.StopAsync();
        await Server.StartAgainAsync();
    }

    /// <summary>A certificate that says who asks, and its key.</summary>
    public (string Certificate, string Key) Client(string role) => _certificates.Sign(role);

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await Server.DisposeAsync();
        _certificates.Dispose();
        _stranger.Dispose();
    }
}
