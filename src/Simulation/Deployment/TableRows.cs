using Npgsql;

namespace Simulation;

/// <summary>New rows for one table, written by binary COPY.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">Each a name and a type: <c>created_at timestamptz</c>.</param>
/// <param name="Rows">Values in the order of the columns; read once.</param>
internal sealed record TableRows(string Table, IReadOnlyList<string> Columns, IEnumerable<object?[]> Rows)
{
    public async Task CopyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        using var rows = Rows.GetEnumerator();
        if (!rows.MoveNext())
        {
            return;
        }

        var columns = Columns.Select(column => column.Split(' ', 2)).ToList();
        var names = string.Join(", ", columns.Select(column => column[0]));
        await using var writer = await connection.BeginBinaryImportAsync($"copy {Table} ({names}) from stdin (format binary)", ct);
        do
        {
            await writer.StartRowAsync(ct);
            for (var index = 0; index < rows.Current.Length; index++)
            {
                var value = rows.Current[index] is DateTimeOffset instant ? instant.UtcDateTime : rows.Current[index];
                await (value is null ? writer.WriteNullAsync(ct) : writer.WriteAsync(value, columns[index][1], ct));
            }
        }
        while (rows.MoveNext());

        await writer.CompleteAsync(ct);
    }
}
