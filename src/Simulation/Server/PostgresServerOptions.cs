using System.Collections.Immutable;

namespace Simulation;

/// <summary>How a private server is started.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>
    /// Session time zone of the server. The default is far from UTC and not on a whole hour, so that nothing can lean on UTC sessions by
    /// accident.
    /// </summary>
    public string TimeZone { get; init; } = "America/St_Johns";

    /// <summary>TCP port on 127.0.0.1; a free one when null.</summary>
    public int? Port { get; init; }

    /// <summary>
    /// Listens on every interface of this machine, and not only on 127.0.0.1: the role <c>coder</c> can then come from the networks that the
    /// machine is in, with its password. For a container, whose network holds only those who are to reach it.
    /// </summary>
    public bool OpenToNetworks { get; init; }

    /// <summary>The <see cref="Settings"/> of a server that can have a standby, and of the standby.</summary>
    public static IReadOnlyDictionary<string, string> Replication { get; } = new Dictionary<string, string>
    {
        ["wal_level"] = "replica",
        ["max_wal_senders"] = "4",
    };

    /// <summary>Settings by name, as in postgresql.conf. They win over the server's own choice.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Loads pg_stat_statements where it is installed, so that a test can count the queries that the server ran.</summary>
    public bool StatementStatistics { get; init; } = true;

    /// <summary>The programs to use; found on this machine when null.</summary>
    public PostgresPrograms? Programs { get; init; }
}
