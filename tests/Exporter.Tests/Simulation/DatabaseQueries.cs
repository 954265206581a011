using Simulation;

namespace Exporter.Tests.Simulation;

/// <summary>Looks into a simulated database with one line of SQL.</summary>
internal static class DatabaseQueries
{
    public static async Task<object?> ScalarAsync(this SimulatedDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<IReadOnlyList<string>> TextsAsync(this SimulatedDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    /// <summary>The minutes of sessions in the rollup by family, from E8 by app, added up.</summary>
    public static Task<IReadOnlyList<string>> SessionMinsAsync(this SimulatedDatabase database) => database.TextsAsync(database.Era < Era.E8
        ? """
            select name || ' ' || sum(mins) from template_usage_stats
            cross join lateral (values
                ('ssh', ssh_mins), ('sftp', sftp_mins), ('reconnecting_pty', reconnecting_pty_mins), ('vscode', vscode_mins),
                ('jetbrains', jetbrains_mins)) as family (name, mins)
            group by name having sum(mins) > 0 order by name
            """
        : "select app_name || ' ' || sum(usage_mins) from template_usage_stats_session_apps group by app_name order by app_name");
}
