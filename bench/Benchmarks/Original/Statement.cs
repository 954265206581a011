using Npgsql;
using Simulation;

namespace Benchmarks.Original;

/// <summary>The statements beside this file, run without a limit of time.</summary>
internal static class Statement
{
    public static Task RunAsync(this SimulatedDatabase database, string file, params (string Name, object Value)[] parameters) =>
        database.DataSource.ReadAsync(file, _ => 0, parameters);

    /// <summary>Every row that a statement answers.</summary>
    public static async Task<List<T>> ReadAsync<T>(
        this NpgsqlDataSource database, string file, Func<NpgsqlDataReader, T> read, params (string Name, object Value)[] parameters)
    {
        await using var command = database.CreateCommand(Load(file));
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        await using var reader = await command.ExecuteReaderAsync();
        List<T> rows = [];
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    private static string Load(string file)
    {
        using var stream = typeof(Statement).Assembly.GetManifestResourceStream(file)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
