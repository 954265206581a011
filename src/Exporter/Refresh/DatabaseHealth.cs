using Exporter.Database;

namespace Exporter.Refresh;

/// <summary>Whether the last attempt of any area to use the database succeeded. Says so in the log when that changes, once for all areas.</summary>
internal sealed partial class DatabaseHealth(ILogger<DatabaseHealth> logger)
{
    private readonly Lock _gate = new();
    private bool? _up;

    /// <summary>Null until the first attempt has ended.</summary>
    public bool? Up
    {
        get { lock (_gate) return _up; }
    }

    public void Reached()
    {
        lock (_gate)
        {
            if (_up is false) LogReachable();
            _up = true;
        }
    }

    public void Unreachable(Exception cause)
    {
        lock (_gate)
        {
            if (_up is not false) LogUnreachable(DatabaseFailure.Describe(cause));
            _up = false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database cannot be used: {Reason} What was published stays; trying again until it answers.")]
    private partial void LogUnreachable(string reason);

    [LoggerMessage(LogLevel.Information, "The database can be used again.")]
    private partial void LogReachable();
}
