using Simulation;

namespace Exporter.Tests.Simulation;

/// <summary>Looks into a simulated database with one line of SQL.</summary>
internal static class DatabaseQueries
{
    public static async Task<object?> ScalarAsync(this SimulatedDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    public static async Task<IReadOnlyList<string>> TextsAsync(this SimulatedDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var texts = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
