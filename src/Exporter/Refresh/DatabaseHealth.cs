using Exporter.Database;

namespace Exporter.Refresh;

/// <summary>Whether the last attempt of any area to use the database succeeded. Says so in the log when that changes, once for all areas, and each reason once.</summary>
internal sealed partial class DatabaseHealth(ILogger<DatabaseHealth> logger)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _reasons = []; // said in this outage
    private bool? _up;
    private int _changes;

    /// <summary>Null until the first attempt has ended.</summary>
    public bool? Up
    {
        get { lock (_gate) return _up; }
    }

    /// <summary>
    /// How often the state has changed. An attempt takes note of it when it begins, since areas are refreshed at the same time: one that began
    /// before the database went away or came back says nothing about what is now.
    /// </summary>
    public int Changes
    {
        get { lock (_gate) return _changes; }
    }

    /// <param name="changes"><see cref="Changes"/> when the attempt began.</param>
    public void Reached(int changes)
    {
        lock (_gate)
        {
            if (_up is true || changes != _changes) return;
            if (_up is false) LogReachable();
            (_up, _changes) = (true, _changes + 1);
        }
    }

    /// <param name="changes"><see cref="Changes"/> when the attempt began.</param>
    public void Unreachable(Exception cause, int changes)
    {
        lock (_gate)
        {
            if (changes != _changes) return;
            var reason = DatabaseFailure.Describe(cause);
            if (_up is false)
            {
                if (_reasons.Add(reason)) LogStillUnreachable(reason); // a broken connection is not yet a wrong password
                return;
            }
            LogUnreachable(reason);
            _reasons.Clear();
            _reasons.Add(reason);
            (_up, _changes) = (false, _changes + 1);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The database cannot be used: {Reason} What was published stays; trying again until it answers.")]
    private partial void LogUnreachable(string reason);

    [LoggerMessage(LogLevel.Information, "The database still cannot be used: {Reason}")]
    private partial void LogStillUnreachable(string reason);

    [LoggerMessage(LogLevel.Information, "The database can be used again.")]
    private partial void LogReachable();
}
