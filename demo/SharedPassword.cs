using Simulation;

namespace Demo;

/// <summary>
/// Lets an exporter in another container use the database: it listens to the container's networks, and its password, which is new at every
/// start, lies in a file that both containers see. The file is there for as long as the deployment lives.
/// </summary>
internal sealed class SharedPassword : IAsyncDisposable
{
    private const int UsualPort = 5432;

    private readonly string _file;

    public SharedPassword(string file)
    {
        _file = file;
        File.Delete(file); // of a run that was killed
    }

    /// <summary>The server that can be reached with it.</summary>
    public PostgresServerOptions Server { get; } = new() { OpenToNetworks = true, Port = UsualPort };

    /// <summary>Written beside and moved, so that nobody reads half of it; only this user may.</summary>
    public async Task WriteAsync(string password, CancellationToken cancellation)
    {
        var draft = _file + ".new";
        File.Delete(draft);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var writer = new StreamWriter(draft, options)) await writer.WriteAsync(password.AsMemory(), cancellation);
        File.Move(draft, _file);
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_file);
        return ValueTask.CompletedTask;
    }
}
