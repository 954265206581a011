using System.Globalization;
using Npgsql;

namespace Benchmarks.Original;

/// <summary>
/// What Coder's own component asked, re-implemented in plain SQL from its published behaviour: on one timer a question per timezone offset, one per
/// template and one for the build times of each template; on another the two of the deployment statistics.
/// </summary>
internal sealed class OriginalAlgorithm(NpgsqlDataSource database)
{
    /// <summary>The hourly timer: all days of all offsets and templates.</summary>
    public async Task RefreshTemplatesAsync(DateTimeOffset now)
    {
        for (var offset = -12; offset <= 12; offset++)
            await DrainAsync("DeploymentDaus.sql", ("zone", offset.ToString(CultureInfo.InvariantCulture)));
        foreach (var template in await database.ReadAsync("TemplateIds.sql", reader => reader.GetGuid(0)))
        {
            await DrainAsync("TemplateDaus.sql", ("template", template));
            await DrainAsync("TemplateBuildTimes.sql", ("template", template), ("since", now.AddDays(-30).UtcDateTime));
        }
    }

    /// <summary>The timer of 30 seconds.</summary>
    public async Task RefreshDeploymentAsync(DateTimeOffset now)
    {
        await AgentStatsAsync(now);
        await WorkspaceStatsAsync(now);
    }

    public async Task<OriginalNumbers> AgentStatsAsync(DateTimeOffset now)
    {
        var answers = await database.ReadAsync(
            "AgentStats.sql",
            row => new OriginalNumbers(
                row.GetInt64(0), row.GetInt64(1), row.GetDouble(2), row.GetDouble(3), row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.GetInt64(7)),
            ("since", now.AddMinutes(-15).UtcDateTime));
        return answers.Single();
    }

    public Task WorkspaceStatsAsync(DateTimeOffset now) => DrainAsync("WorkspaceStats.sql", ("now", now.UtcDateTime));

    private async Task DrainAsync(string file, params (string Name, object Value)[] parameters) => await database.ReadAsync(file, _ => 0, parameters);
}
