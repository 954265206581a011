using Npgsql;

namespace Simulation;

/// <summary>The indexes of the agent reports, whatever the era has. A load is faster without them.</summary>
internal sealed class StatIndexes
{
    private readonly List<(string Name, string Definition, string? Constraint)> _indexes = [];

    /// <summary>Drops the indexes and remembers how to make them again.</summary>
    public static async Task<StatIndexes> DropAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var found = new StatIndexes();
        await using (var command = new NpgsqlCommand(Resource.Read("StatIndexes.sql"), connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                var constraint = await reader.IsDBNullAsync(2, ct) ? null : reader.GetString(2);
                found._indexes.Add((reader.GetString(0), reader.GetString(1), constraint));
            }
        }

        foreach (var (name, _, constraint) in found._indexes)
        {
            await ExecuteAsync(
                connection, constraint is null ? $"drop index {name}" : $"alter table workspace_agent_stats drop constraint {name}", ct);
        }

        return found;
    }

    public async Task CreateAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var (name, definition, constraint) in _indexes)
        {
            await ExecuteAsync(
                connection, constraint is null ? definition : $"alter table workspace_agent_stats add constraint {name} {constraint}", ct);
        }

        await ExecuteAsync(connection, "analyze", ct);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
