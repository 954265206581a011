namespace Exporter.WebFile;

/// <summary>
/// The web configuration in force. Its files are looked at when somebody connects, once a second at most; a new version takes the place of the one
/// before if it can be used.
/// </summary>
internal sealed partial class LiveWebConfig(WebConfigFile first, TimeProvider time, ILogger<LiveWebConfig> logger)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly Lock _looking = new();
    private WebConfigFile _last = first; // the one last read, in force or not
    private long _looked = time.GetTimestamp();
    private volatile WebConfig _current = first.Config ?? throw new ArgumentException("The first version must be usable.", nameof(first));

    public WebConfig Current
    {
        get
        {
            Look();
            return _current;
        }
    }

    /// <summary>Whether the version last read is in force.</summary>
    public bool IsNewest { get; private set; } = true;

    private void Look()
    {
        if (time.GetElapsedTime(Volatile.Read(ref _looked)) < LookAgain || !_looking.TryEnter()) return;
        try
        {
            if (_last.Changed) Take(WebConfigFile.Read(_last.Path));
        }
        catch (Exception failure)
        {
            // Whatever a file holds, nobody who connects is to suffer from it.
            IsNewest = false;
            LogKept(_last.Path, $"Reading it failed ({failure.GetType().Name}), which is a bug.");
        }
        finally
        {
            Volatile.Write(ref _looked, time.GetTimestamp());
            _looking.Exit();
        }
    }

    private void Take(WebConfigFile read)
    {
        _last = read;
        var reason = read.Usable ? Refusal(read.Config) : string.Join(" ", read.Mistakes);
        IsNewest = reason is null;
        if (reason is null)
        {
            _current = read.Config!;
            LogTaken(read.Path);
        }
        else
        {
            LogKept(read.Path, reason);
        }
    }

    /// <summary>What must not happen by a file that is half written or half gone.</summary>
    private string? Refusal(WebConfig next)
    {
        if (next.Tls is null != _current.Tls is null) return "TLS cannot be switched on or off while the exporter runs: restart it.";
        if (_current.Tls is { } now && next.Tls is { } then && then.Clients.AskLessThan(now.Clients))
            return "Less cannot be asked of clients' certificates while the exporter runs: restart it.";
        return _current.Credentials.AreAsked && !next.Credentials.AreAsked ? "Logins cannot be switched off while the exporter runs: restart it." : null;
    }

    [LoggerMessage(LogLevel.Information, "The web configuration {Path} was changed and is in force.")]
    private partial void LogTaken(string path);

    [LoggerMessage(LogLevel.Error, "The web configuration {Path} was changed and cannot be used, so the one before stays in force. {Reason}")]
    private partial void LogKept(string path, string reason);
}
