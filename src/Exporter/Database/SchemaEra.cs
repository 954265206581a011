namespace Exporter.Database;

/// <summary>
/// Tells from the columns that are there which generation of Coder's schema a database has. Columns and not the migration number, because
/// forks and backports move the one without the other. See docs/schema-eras.md.
/// </summary>
internal static class SchemaEra
{
    /// <summary>No table of Coder's at all.</summary>
    public const string None = "none";

    private const string OldestSupported = "E1";

    /// <param name="exists">Whether a column is there; with "*" for the column, whether the table is.</param>
    /// <param name="rollupHasRows">Whether <c>template_usage_stats</c> is there and not empty.</param>
    public static string Of(Func<string, string, bool> exists, bool rollupHasRows)
    {
        if (!exists("workspace_agent_stats", "*"))
            return exists("agent_stats", "*") ? "E0" : None;
        if (exists("template_usage_stats_session_apps", "*") && !exists("template_usage_stats", "ssh_mins"))
            return "E8";
        if (!exists("workspace_agent_stats", "session_count_ssh"))
            return exists("workspace_agent_stats", "session_counts") ? "E7" : "E0";
        if (exists("users", "is_service_account"))
            return "E6";
        if (exists("users", "is_system"))
            return "E5";
        if (exists("workspace_agent_stats", "usage"))
            return "E4";
        if (rollupHasRows)
            return "E3";
        return exists("provisioner_jobs", "job_status") ? "E2" : "E1";
    }

    /// <summary>Why the exporter cannot work with this era, or null if it can.</summary>
    public static string? Refusal(string era) => era switch
    {
        None => "no table of Coder's is here: check that the URL names Coder's database, and that the role may use its schema.",
        _ when string.CompareOrdinal(era, OldestSupported) < 0 =>
            "the schema is older than Coder v0.18.1, which keeps activity in a form that the exporter does not read: upgrade Coder.",
        _ => null,
    };
}
