using Npgsql;

namespace Simulation;

/// <summary>Coder's tables, era by era: E1.sql creates them, and each later file changes what the era before it left.</summary>
internal static class CoderSchema
{
    /// <summary>The files from one era, or from nothing, to another.</summary>
    public static IEnumerable<Era> Steps(Era? from, Era to) =>
        Enum.GetValues<Era>().Where(step => (from is null || step > from) && step <= to);

    /// <summary>Applies one file in one transaction, as Coder's migrations do.</summary>
    /// <param name="connection">An open connection of the tables' owner.</param>
    /// <param name="step">Which file.</param>
    /// <param name="grant">Whether the exporter's role is given what it needs of the result, as an operator does after an upgrade.</param>
    /// <param name="beforeCommit">Called when all is done and all locks are held, but nobody sees it yet.</param>
    /// <param name="ct">Ends it; the tables are then as they were.</param>
    public static async Task ApplyAsync(NpgsqlConnection connection, Era step, bool grant, Func<Era, Task>? beforeCommit, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Rewriting a large table takes its time.
        var sql = Resource.Read($"{step}.sql") + (grant ? $";\n{ExporterRole.Grants()}" : "");
        await using (var command = new NpgsqlCommand(sql, connection, transaction) { CommandTimeout = 600 })
        {
            await command.ExecuteNonQueryAsync(ct);
        }

        await (beforeCommit?.Invoke(step) ?? Task.CompletedTask);
        await transaction.CommitAsync(ct);
    }
}
