using System.Globalization;
using System.Text;
using Simulation;

namespace Benchmarks.Scrape;

/// <summary>Exporters that serve what SQL answers, configured to serve the numbers of a page from <see cref="PublishedNumbers"/>.</summary>
internal sealed class Peers(SimulatedDatabase database, ScrapedPage page, DirectoryInfo folder)
{
    /// <summary>It can only ask in the background.</summary>
    public Server SqlExporter()
    {
        var text = new StringBuilder($"""
            jobs:
            - name: coder
              interval: '1m'
              connections: ['{database.OwnerUrl}']
              queries:

            """);
        foreach (var family in page.Families)
        {
            text.Append(CultureInfo.InvariantCulture, $"""
                  - name: {family.Name}
                    help: Help.
                    labels: [{string.Join(", ", family.Labels)}]
                    values: [value]
                    query: '{PublishedNumbers.Question(family)}'

                """);
        }
        return new("sql-exporter, asks every minute", "prometheus-sql-exporter", address =>
        [
            "-config.file", Write("sql.yml", text), "-web.listen-address", address,
        ])
        {
            Environment = new Dictionary<string, string> { ["LOGLEVEL"] = "WARN" },
        };
    }

    /// <summary>It asks when scraped, or serves again what it was answered for as long as told.</summary>
    public Server PostgresExporter(string name, int cacheSeconds)
    {
        var text = new StringBuilder();
        foreach (var family in page.Families)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                {{family.Name}}:
                  query: '{{PublishedNumbers.Question(family)}}'
                  cache_seconds: {{cacheSeconds}}
                  metrics:
                  - value: { usage: GAUGE, description: Help. }

                """);
            foreach (var label in family.Labels) text.Append(CultureInfo.InvariantCulture, $"  - {label}: {{ usage: LABEL, description: Label. }}\n");
        }
        return new(name, "prometheus-postgres-exporter", address =>
        [
            $"--web.listen-address={address}", $"--extend.query-path={Write($"postgres-{cacheSeconds}.yml", text)}", "--log.level=error",
            "--disable-default-metrics", "--disable-settings-metrics", "--no-collector.database", "--no-collector.bgwriter",
        ])
        {
            Environment = new Dictionary<string, string> { ["DATA_SOURCE_NAME"] = database.OwnerUrl },
        };
    }

    private string Write(string file, StringBuilder text)
    {
        var path = Path.Combine(folder.FullName, file);
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
