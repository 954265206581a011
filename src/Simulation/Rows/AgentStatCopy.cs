using Npgsql;
using NpgsqlTypes;

namespace Simulation;

/// <summary>Writes reports by binary COPY, in the columns of an era.</summary>
internal static class AgentStatCopy
{
    // A typical packet in a developer's session, to make the packet counts plausible.
    private const int BytesPerPacket = 400;

    private const string Columns = """
        id, created_at, user_id, agent_id, workspace_id, template_id, connection_count, rx_packets, rx_bytes, tx_packets, tx_bytes,
        connection_median_latency_ms
        """;

    public static async Task<long> WriteAsync(
        NpgsqlConnection connection, Era era, IEnumerable<AgentStat> stats, bool freeze, CancellationToken ct)
    {
        var usage = era >= Era.E4 ? ", usage" : "";
        var sessions = era >= Era.E7
            ? "session_counts"
            : "session_count_vscode, session_count_jetbrains, session_count_reconnecting_pty, session_count_ssh";
        var options = freeze ? "(format binary, freeze)" : "(format binary)";
        await using var writer = await connection.BeginBinaryImportAsync(
            $"copy workspace_agent_stats ({Columns}, {sessions}{usage}) from stdin {options}", ct);
        writer.Timeout = TimeSpan.FromMinutes(10);
        foreach (var stat in stats)
        {
            await writer.StartRowAsync(ct);
            await writer.WriteAsync(stat.Id, NpgsqlDbType.Uuid, ct);
            await writer.WriteAsync(stat.CreatedAt.UtcDateTime, NpgsqlDbType.TimestampTz, ct);
            await writer.WriteAsync(stat.UserId, NpgsqlDbType.Uuid, ct);
            await writer.WriteAsync(stat.AgentId, NpgsqlDbType.Uuid, ct);
            await writer.WriteAsync(stat.WorkspaceId, NpgsqlDbType.Uuid, ct);
            await writer.WriteAsync(stat.TemplateId, NpgsqlDbType.Uuid, ct);
            await writer.WriteAsync(stat.ConnectionCount, NpgsqlDbType.Bigint, ct);
            await writer.WriteAsync(stat.RxBytes / BytesPerPacket, NpgsqlDbType.Bigint, ct);
            await writer.WriteAsync(stat.RxBytes, NpgsqlDbType.Bigint, ct);
            await writer.WriteAsync(stat.TxBytes / BytesPerPacket, NpgsqlDbType.Bigint, ct);
            await writer.WriteAsync(stat.TxBytes, NpgsqlDbType.Bigint, ct);
            await writer.WriteAsync(stat.Latency, NpgsqlDbType.Double, ct);
            await WriteSessionsAsync(writer, era, stat, ct);
            if (era >= Era.E4)
            {
                await writer.WriteAsync(stat.Usage, NpgsqlDbType.Boolean, ct);
            }
        }

        return (long)await writer.CompleteAsync(ct);
    }

    private static async Task WriteSessionsAsync(NpgsqlBinaryImporter writer, Era era, AgentStat stat, CancellationToken ct)
    {
        if (era >= Era.E7)
        {
            await writer.WriteAsync(SessionCounts.Json(stat), NpgsqlDbType.Jsonb, ct);
            return;
        }

        if (!stat.OtherSessions.IsEmpty)
        {
            throw new InvalidOperationException($"Era {era} has columns for four kinds of session only.");
        }

        await writer.WriteAsync(stat.VsCode, NpgsqlDbType.Bigint, ct);
        await writer.WriteAsync(stat.JetBrains, NpgsqlDbType.Bigint, ct);
        await writer.WriteAsync(stat.ReconnectingPty, NpgsqlDbType.Bigint, ct);
        await writer.WriteAsync(stat.Ssh, NpgsqlDbType.Bigint, ct);
    }
}
