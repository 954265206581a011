namespace Simulation;

/// <summary>The settings of a private server, as arguments of postgres.</summary>
internal static class ServerArguments
{
    public static IEnumerable<string> From(PostgresServerOptions options, bool statementStatistics)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = options.OpenToNetworks ? "*" : "127.0.0.1",
            ["unix_socket_directories"] = "",
            ["timezone"] = options.TimeZone,
            ["log_timezone"] = "UTC",
            ["password_encryption"] = "scram-sha-256",
            ["max_connections"] = "200",
            ["shared_buffers"] = "256MB",
            ["maintenance_work_mem"] = "256MB",
            // A throw-away server survives the death of its processes (the kernel keeps the pages), and need not survive that of the
            // machine.
            ["fsync"] = "off",
            ["synchronous_commit"] = "off",
            ["full_page_writes"] = "off",
            ["wal_level"] = "minimal",
            ["max_wal_senders"] = "0",
            ["max_wal_size"] = "4GB",
            // In the data folder rather than in /dev/shm, so that it goes with the folder.
            ["dynamic_shared_memory_type"] = "mmap",
        };
        if (statementStatistics)
        {
            settings["shared_preload_libraries"] = "pg_stat_statements";
            settings["pg_stat_statements.max"] = "20000"; // of all databases together, and none is to be pushed out
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings.SelectMany(setting => new[] { "-c", $"{setting.Key}={setting.Value}" });
    }
}
