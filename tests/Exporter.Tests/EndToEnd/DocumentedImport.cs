using System.Diagnostics;
using System.Text.RegularExpressions;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.EndToEnd;

/// <summary>The commands that docs/history.md gives for a new Prometheus, run as they stand there.</summary>
internal sealed partial class DocumentedImport
{
    private readonly string[] _commands;

    public DocumentedImport()
    {
        var document = File.ReadAllText(Path.Combine(Golden.RepositoryRoot, "docs", "history.md"));
        _commands = Commands().Match(document).Groups[1].Value.TrimEnd().Replace("\\\n", "", StringComparison.Ordinal).Split('\n');
    }

    /// <summary>The time zones that are exported.</summary>
    public string[] Timezones => [.. Zone().Matches(_commands[0]).Select(match => match.Groups[1].Value)];

    /// <summary>What the last command tells Prometheus besides its configuration and where its data is.</summary>
    public string[] Arguments =>
        [.. _commands[2].Split(' ').Skip(1).Where(argument => argument is not ("--config.file=prometheus.yml" or "--storage.tsdb.path=data"))];

    /// <summary>The first two commands, on a database, for an exporter and up to an instant of a test's own.</summary>
    /// <param name="data">The folder of Prometheus' data; the commands know it by its name.</param>
    public async Task FillAsync(string data, string database, Uri exporter, DateTimeOffset until)
    {
        await Tool.Promtool.RunAsync("", "--version");
        var export = _commands[0].Replace("127.0.0.1:2113", exporter.Authority, StringComparison.Ordinal)
            .Replace(" > ", $" --to {until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ} > ", StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-euc", $"{export}\n{_commands[1]}"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(data),
        };
        start.Environment["PATH"] = $"{AppContext.BaseDirectory}:{start.Environment["PATH"]}";
        start.Environment["CODER_PG_CONNECTION_URL"] = database;
        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        shell.ExitCode.ShouldBe(0, await output + await errors);
        (await errors).ShouldContain("samples of");
    }

    [GeneratedRegex("## A new Prometheus\n\n(?:<!-- .* -->\n)?```sh\n([^`]*)```")]
    private static partial Regex Commands();

    [GeneratedRegex("--timezone ([^ ]+)")]
    private static partial Regex Zone();
}
