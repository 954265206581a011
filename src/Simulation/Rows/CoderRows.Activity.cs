using System.Collections.Immutable;

namespace Simulation;

public sealed partial class CoderRows
{
    /// <summary>
    /// Adds one agent report. Ids that are left out are new ones: reports have no foreign keys. From E4 it can be a usage row, from E7 it
    /// can count sessions of any other app.
    /// </summary>
    public async Task<Guid> AddStatAsync(
        DateTimeOffset? createdAt = null, Guid? user = null, Guid? agent = null, Guid? workspace = null, Guid? template = null,
        long connectionCount = 1, long rxBytes = 0, long txBytes = 0, double latency = -1, long vsCode = 0, long jetBrains = 0,
        long reconnectingPty = 0, long ssh = 0, bool usage = false, IReadOnlyDictionary<string, long>? otherSessions = null,
        CancellationToken ct = default)
    {
        var stat = new AgentStat(createdAt ?? now)
        {
            UserId = user ?? Guid.NewGuid(),
            AgentId = agent ?? Guid.NewGuid(),
            WorkspaceId = workspace ?? Guid.NewGuid(),
            TemplateId = template ?? Guid.NewGuid(),
            ConnectionCount = connectionCount,
            RxBytes = rxBytes,
            TxBytes = txBytes,
            Latency = latency,
            VsCode = vsCode,
            JetBrains = jetBrains,
            ReconnectingPty = reconnectingPty,
            Ssh = ssh,
            Usage = usage,
            OtherSessions = otherSessions?.ToImmutableSortedDictionary() ?? ImmutableSortedDictionary<string, long>.Empty,
        };
        await CopyStatsAsync([stat], ct);
        return stat.Id;
    }

    /// <summary>Adds many agent reports by binary COPY and returns how many.</summary>
    public async Task<long> CopyStatsAsync(IEnumerable<AgentStat> stats, CancellationToken ct = default)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(ct);
        return await AgentStatCopy.WriteAsync(connection, database.Era, stats, freeze: false, ct);
    }

    /// <summary>
    /// Adds half an hour of the rollup, from E3. Minutes of sessions are by app as <see cref="SessionApps"/> names them; before E8 these
    /// can only be the five that have a column. Minutes of web apps are by slug. Returns the user.
    /// </summary>
    public async Task<Guid> AddUsageAsync(
        DateTimeOffset start, Guid? user = null, Guid? template = null, int usageMins = 30, double? latency = null,
        IReadOnlyDictionary<string, int>? sessionMins = null, IReadOnlyDictionary<string, int>? webAppMins = null,
        CancellationToken ct = default)
    {
        var row = new UsageRow(start, template ?? Guid.NewGuid(), user ?? Guid.NewGuid(), usageMins)
        {
            Latency = (float?)latency,
            SessionMins = sessionMins?.ToImmutableSortedDictionary() ?? ImmutableSortedDictionary<string, int>.Empty,
            WebAppMins = webAppMins?.ToImmutableSortedDictionary() ?? ImmutableSortedDictionary<string, int>.Empty,
        };
        await CopyUsageAsync([row], ct);
        return row.UserId;
    }

    /// <summary>Adds many half-hours of the rollup by binary COPY, from E3, and returns how many.</summary>
    public async Task<long> CopyUsageAsync(IEnumerable<UsageRow> rows, CancellationToken ct = default)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(ct);
        return await UsageCopy.WriteAsync(connection, database.Era, rows, ct);
    }

    /// <summary>
    /// Adds a session in a web app, from E2, of an hour if not told otherwise. The visitor need not be the owner. The method of access is
    /// path, subdomain or terminal. Returns the session.
    /// </summary>
    public async Task<Guid> AddAppSessionAsync(
        DateTimeOffset? startedAt = null, DateTimeOffset? endedAt = null, Guid? visitor = null, Guid? workspace = null, Guid? agent = null,
        string slug = "code-server", string access = "path", CancellationToken ct = default)
    {
        var session = Guid.NewGuid();
        var started = startedAt ?? now.AddHours(-1);
        workspace ??= await AddWorkspaceAsync(ct: ct);
        agent ??= await AddAgentAsync(await AddBuildAsync(workspace, ct: ct), ct: ct);
        await ExecuteAsync(
            """
            insert into workspace_app_stats
                (user_id, workspace_id, agent_id, access_method, slug_or_port, session_id, session_started_at, session_ended_at, requests)
            values ($1, $2, $3, $4, $5, $6, $7, $8, 1)
            """,
            ct, visitor ?? await UserAsync(ct), workspace, agent, access, slug, session, Utc(started), Utc(endedAt ?? started.AddHours(1)));
        return session;
    }
}
