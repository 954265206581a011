using Npgsql;

namespace Simulation;

/// <summary>Coder's tables, era by era: E1.sql creates them, and each later file changes what the era before it left.</summary>
internal static class CoderSchema
{
    public static async Task CreateAsync(string connectionString, Era era, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        foreach (var step in Enum.GetValues<Era>().Where(step => step <= era))
        {
            await using var command = new NpgsqlCommand(Resource.Read($"{step}.sql"), connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
