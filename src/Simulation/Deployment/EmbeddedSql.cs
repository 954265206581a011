using Npgsql;

namespace Simulation;

/// <summary>Runs the statements that lie beside this file.</summary>
internal static class EmbeddedSql
{
    /// <summary>
    /// Runs a statement with positional parameters, unless it is about a list and the list, its first parameter, is empty.
    /// </summary>
    public static async Task RunAsync(this NpgsqlConnection connection, string file, CancellationToken ct, params object[] values)
    {
        if (values is [Array { Length: 0 }, ..])
        {
            return;
        }

        await using var command = new NpgsqlCommand(Resource.Read(file), connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync(ct);
    }
}
