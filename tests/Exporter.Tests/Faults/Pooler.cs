using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Exporter.Tests.Database;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Faults;

/// <summary>PgBouncer in transaction mode before a server, with two connections for everybody.</summary>
internal sealed class Pooler : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pgbouncer-");
    private Process? _process;

    private Pooler()
    {
    }

    public int Port { get; } = RunningPrometheus.FreePort();

    public static async Task<Pooler> StartAsync(PostgresServer server)
    {
        await Tool.PgBouncer.NeedAsync();
        var pooler = new Pooler();
        await pooler.WriteAsync(server);
        await pooler.StartAsync();
        return pooler;
    }

    /// <summary>How the exporter gets to a database through here.</summary>
    public string Url(SimulatedDatabase database) =>
        new UriBuilder(database.Url) { Port = Port }.Uri.AbsoluteUri;

    public async Task KillAsync()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _process = null;
    }

    public async Task StartAsync()
    {
        // It refuses to run as root, as PostgreSQL does.
        string[] command = [.. UnprivilegedUser.Prefix(), Tool.PgBouncer.Program, Path.Combine(_folder.FullName, "pgbouncer.ini")];
        _process = Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true })!;
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        var start = TimeProvider.System.GetTimestamp();
        while (!await ListensAsync()) TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _folder.Delete(recursive: true);
    }

    private async Task WriteAsync(PostgresServer server)
    {
        var users = Path.Combine(_folder.FullName, "users");
        await File.WriteAllTextAsync(users, $"\"{OwnStatements.Role}\" \"{server.ExporterPassword}\"\n");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "pgbouncer.ini"), string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host=127.0.0.1 port={server.Port}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = {users}
            pool_mode = transaction
            default_pool_size = 2
            server_login_retry = 1

            """));
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_folder.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
                | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    private async Task<bool> ListensAsync()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
