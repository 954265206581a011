using System.Globalization;
using Npgsql;

namespace Benchmarks.Original;

/// <summary>
/// What Coder's own component asked, re-implemented in plain SQL from its published behaviour: on one timer a question per timezone offset, one per
/// template and one for the build times of each template; on another the two of the deployment statistics.
/// </summary>
internal sealed class OriginalAlgorithm(NpgsqlDataSource database)
{
    private static readonly string DeploymentDaus = Load("DeploymentDaus.sql");
    private static readonly string TemplateDaus = Load("TemplateDaus.sql");
    private static readonly string TemplateBuildTimes = Load("TemplateBuildTimes.sql");
    private static readonly string AgentStats = Load("AgentStats.sql");
    private static readonly string WorkspaceStats = Load("WorkspaceStats.sql");

    /// <summary>The hourly timer: all days of all offsets and templates.</summary>
    public async Task RefreshTemplatesAsync(DateTimeOffset now)
    {
        for (var offset = -12; offset <= 12; offset++)
            await DrainAsync(DeploymentDaus, ("zone", offset.ToString(CultureInfo.InvariantCulture)));
        foreach (var template in await TemplatesAsync())
        {
            await DrainAsync(TemplateDaus, ("template", template));
            await DrainAsync(TemplateBuildTimes, ("template", template), ("since", now.AddDays(-30).UtcDateTime));
        }
    }

    /// <summary>The timer of 30 seconds.</summary>
    public async Task RefreshDeploymentAsync(DateTimeOffset now)
    {
        await DrainAsync(AgentStats, ("since", now.AddMinutes(-15).UtcDateTime));
        await DrainAsync(WorkspaceStats, ("now", now.UtcDateTime));
    }

    private async Task<List<Guid>> TemplatesAsync()
    {
        await using var command = database.CreateCommand("select id from templates");
        await using var reader = await command.ExecuteReaderAsync();
        List<Guid> templates = [];
        while (await reader.ReadAsync()) templates.Add(reader.GetGuid(0));
        return templates;
    }

    private async Task DrainAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) { }
    }

    private static string Load(string file)
    {
        using var stream = typeof(OriginalAlgorithm).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
