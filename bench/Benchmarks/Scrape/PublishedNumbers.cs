using NpgsqlTypes;
using Simulation;

namespace Benchmarks.Scrape;

/// <summary>
/// The numbers of a page as tables, one per family, so that who can only ask a database at all can serve them too. No question costs a database
/// less than to read what has been worked out before.
/// </summary>
internal static class PublishedNumbers
{
    public static async Task WriteAsync(SimulatedDatabase database, ScrapedPage page)
    {
        await database.ExecuteAsync("drop schema if exists numbers cascade; create schema numbers");
        await using var connection = await database.DataSource.OpenConnectionAsync();
        foreach (var family in page.Families)
        {
            var columns = string.Concat(family.Labels.Select(label => $"{label} text not null, "));
            await database.ExecuteAsync($"create table numbers.{family.Name} ({columns}value double precision not null)");
            await using var copy = await connection.BeginBinaryImportAsync($"copy numbers.{family.Name} from stdin (format binary)");
            foreach (var series in family.Series)
            {
                await copy.StartRowAsync();
                foreach (var value in series.LabelValues) await copy.WriteAsync(value, NpgsqlDbType.Text);
                await copy.WriteAsync(series.Value, NpgsqlDbType.Double);
            }
            await copy.CompleteAsync();
        }
        await database.ExecuteAsync("analyze");
    }

    /// <summary>The same statement for whoever asks.</summary>
    public static string Question(Family family) =>
        $"select {string.Concat(family.Labels.Select(label => $"{label}, "))}value from numbers.{family.Name}";
}
