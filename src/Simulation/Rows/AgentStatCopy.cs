using Npgsql;
using NpgsqlTypes;

namespace Simulation;

/// <summary>Writes reports by binary COPY.</summary>
internal static class AgentStatCopy
{
    // A typical packet in a developer's session, to make the packet counts plausible.
    private const int BytesPerPacket = 400;

    public static async Task<long> WriteAsync(
        NpgsqlConnection connection, IEnumerable<AgentStat> stats, bool freeze, CancellationToken ct)
    {
        var sql = Resource.Read("CopyAgentStats.sql") + (freeze ? "(format binary, freeze)" : "(format binary)");
        await using var writer = await connection.BeginBinaryImportAsync(sql, ct);
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
            await writer.WriteAsync(stat.VsCode, NpgsqlDbType.Bigint, ct);
            await writer.WriteAsync(stat.JetBrains, NpgsqlDbType.Bigint, ct);
            await writer.WriteAsync(stat.ReconnectingPty, NpgsqlDbType.Bigint, ct);
            await writer.WriteAsync(stat.Ssh, NpgsqlDbType.Bigint, ct);
        }

        return (long)await writer.CompleteAsync(ct);
    }
}
