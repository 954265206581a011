using Npgsql;

namespace Simulation;

/// <summary>New rows for one table, written by binary COPY.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">Each a name and a type: <c>created_at timestamptz</c>.</param>
/// <param name="Rows">Values in the order of the columns.</param>
internal sealed record TableRows(string Table, IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows)
{
    public async Task CopyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        if (Rows.Count == 0)
        {
            return;
        }

        var columns = Columns.Select(column => column.Split(' ', 2)).ToList();
        var names = string.Join(", ", columns.Select(column => column[0]));
        await using var writer = await connection.BeginBinaryImportAsync($"copy {Table} ({names}) from stdin (format binary)", ct);
        foreach (var row in Rows)
        {
            await writer.StartRowAsync(ct);
            for (var index = 0; index < row.Length; index++)
            {
                var value = row[index] is DateTimeOffset instant ? instant.UtcDateTime : row[index];
                await (value is null ? writer.WriteNullAsync(ct) : writer.WriteAsync(value, columns[index][1], ct));
            }
        }

        await writer.CompleteAsync(ct);
    }
}
