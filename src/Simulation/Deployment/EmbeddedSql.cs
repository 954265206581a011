using Npgsql;

namespace Simulation;

/// <summary>Runs the statements that travel inside the assembly.</summary>
internal static class EmbeddedSql
{
    /// <summary>
    /// Runs a statement with positional parameters, unless it is about a list and the list, its first parameter, is empty. Returns how many
    /// rows it wrote.
    /// </summary>
    public static async Task<int> RunAsync(this NpgsqlConnection connection, string file, CancellationToken ct, params object[] values)
    {
        if (values is [Array { Length: 0 }, ..])
        {
            return 0;
        }

        await using var command = new NpgsqlCommand(Resource.Read(file), connection) { CommandTimeout = 600 };
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync(ct);
    }
}
