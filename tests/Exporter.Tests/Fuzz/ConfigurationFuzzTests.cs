using System.Text;
using System.Text.RegularExpressions;
using Exporter.Configuration;
using Exporter.Tests.Cli;
using Exporter.Tests.Fixtures;
using Exporter.WebFile;
using Microsoft.Extensions.Configuration;

namespace Exporter.Tests.Fuzz;

/// <summary>Whatever is configured, the exporter starts or says which setting is wrong, in one line for each.</summary>
public sealed partial class ConfigurationFuzzTests
{
    private static readonly string[] Values =
    [
        "", " ", "0", "-1", "1", "5s", "30d", "1h30m", "99999999999999999999", "1e9", "NaN", "true", "false", "True", "yes", "null", "{}", "[]", "a,b", ",", ",,", "UTC", "UTC+99:99",
        "Asia/Kolkata", "Mars/Olympus", "auto", "30mo", "10s,5s", "10s,,20s", "/", "/dev/null", "/dev/zero", "/nowhere", ".", "\0", "\u0001", "\r\nx", "\uD800", "😀", "\u202E", "é", "%", "%00", "${HOME}", "$(id)",
        "postgres://u:p@db/coder", "postgres://", "postgres://[::1", "postgres://u@h:99999/x", "Host=db", "Host=db;Port=x", "Host=;=", ";;;", "=", "http://", "https://x:1", "http://[", "grpc", "none", "otlp",
        "9223372036854775807d", "106751991d", "0.000001s", "1ms", "-5m", "１s", "a=b", "a=b,c", "=x", "::", "*", "+",
    ];

    private static readonly string[] Keys =
    [
        .. ExporterOptions.Settings.Select(setting => setting.Key), "urls", "http_ports", "https_ports", "Logging:LogLevel:Default", "AllowedHosts",
    ];

    [Fact]
    public void Settings_OfAnyKind_AreReadOrNamed()
    {
        var cases = FuzzLength.Cases(usual: 6000);
        for (var seed = 0; seed < cases; seed++)
        {
            var random = new Random(seed);
            var settings = Enumerable.Range(0, random.Next(1, 6)).Select(_ => KeyValuePair.Create(Key(random), (string?)Value(random)))
                .DistinctBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase).ToList();
            if (random.Next(2) == 0) settings = [.. settings.Where(setting => setting.Key != DatabaseOptions.UrlKey), new(DatabaseOptions.UrlKey, "postgres://u@127.0.0.1:1/x")];
            Judge(() => ExporterOptions.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()))
                .ShouldBeNull($"Seed {seed}: {string.Join(" | ", settings)}");
        }
        FuzzLength.Tell("Settings", cases);
    }

    [Fact]
    public void WebFiles_OfAnyKind_AreReadOrNamed()
    {
        using var folder = new WebFolder();
        string[] corpus = [.. Directory.GetFiles(Path.Combine(Golden.RepositoryRoot, "tests", "Exporter.Tests", "WebFile", "Corpus"), "*.yml", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(text => text.Length > 0)];
        var cases = FuzzLength.Cases(usual: 3000);
        for (var seed = 0; seed < cases; seed++)
        {
            var text = Spoilt(new Random(seed), corpus);
            File.WriteAllBytes(folder["web.yml"], Encoding.UTF8.GetBytes(text));
            var mistakes = WebConfigFile.Read(folder["web.yml"]).Mistakes;
            mistakes.Select(mistake => Mistake($"Web:ConfigFile: {mistake}")).OfType<string>().ShouldBeEmpty($"Seed {seed}: {text}");
        }
        FuzzLength.Tell("Web configuration files", cases);
    }

    /// <summary>Through the command line, with what stands in a file as well; the database is one where nothing listens.</summary>
    [Fact]
    public async Task CommandLines_OfAnyKind_EndInWords()
    {
        var folder = Directory.CreateTempSubdirectory("fuzz-");
        var cases = Math.Max(60, FuzzLength.Cases(usual: 0) / 50); // each starts a host
        try
        {
            for (var seed = 0; seed < cases; seed++)
            {
                var random = new Random(seed);
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), Json(random), TestContext.Current.CancellationToken);
                string[] args =
                [
                    random.Next(12) == 0 ? "history" : "check", .. Enumerable.Range(0, random.Next(4)).SelectMany(_ => Argument(random)),
                    $"--contentRoot={folder.FullName}", "--CODER_PG_CONNECTION_URL=postgres://u@127.0.0.1:1/x",
                ];
                var run = await CliRun.OfAsync(args);
                run.ExitCode.ShouldBeInRange(0, 2, $"Seed {seed}: {string.Join(' ', args)}");
                run.ErrorLines.ShouldAllBe(line => line.StartsWith("error: ", StringComparison.Ordinal), $"Seed {seed}: {string.Join(' ', args)}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        FuzzLength.Tell("Command lines and files", cases);
    }

    private static string Key(Random random)
    {
        var key = Pick(random, Keys);
        return random.Next(10) switch
        {
            0 => key.Insert(random.Next(key.Length + 1), Pick(random, [":", "x", "0", "é", " "])),
            1 => $"{key}:{random.Next(3)}",
            2 => key.ToUpperInvariant(),
            _ => key,
        };
    }

    private static string Value(Random random) => random.Next(6) switch
    {
        0 => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => (char)random.Next(1, 0x3000))),
        1 => Pick(random, Values) + Pick(random, Values),
        2 when random.Next(50) == 0 => new string('9', random.Next(100_000)),
        _ => Pick(random, Values),
    };

    private static string Spoilt(Random random, string[] corpus)
    {
        var text = Pick(random, corpus);
        for (var i = random.Next(4); i > 0; i--)
        {
            var at = random.Next(text.Length);
            text = random.Next(4) switch
            {
                0 => text.Insert(at, Pick(random, Values)),
                1 => text.Remove(at, random.Next(Math.Min(20, text.Length - at))),
                2 => text[..at] + Pick(random, corpus)[..1] + text[at..],
                _ => text[..at] + (char)random.Next(1, 256) + text[at..],
            };
            if (text.Length == 0) return text;
        }
        return text;
    }

    private static string Json(Random random) => random.Next(5) switch
    {
        0 => Pick(random, ["", "{", "[]", "null", "{\"Web\":null}", "{\"Web\":[1,2]}", "{\"Web\":{\"Api\":{\"x\":1}}}", "{\"A\":1,\"a\":2}", "\uFEFF{}", "{} x", "1e400", "{\"Activity\":{\"Timezones\":[[]]}}"]),
        1 => $"{{\"{Pick(random, ["Activity", "Web", "Metrics", "Nothing"])}\":{{\"Interval\":{random.Next()}}}}}",
        _ => "{}",
    };

    private static string[] Argument(Random random) => random.Next(6) switch
    {
        0 => [Pick(random, ["--", "-", "---x", "-x", "@file", "--=x", "--x=", "/?", "--Activity:", "--:x=1", "[suggest]", "--urls", "--web.config.file", "\0"])],
        1 => [$"--{Key(random)}", Value(random)],
        2 => [$"--{Pick(random, ["from", "to", "every", "timezone", "label", "templates"])}={Value(random)}"],
        _ => [$"--{Key(random)}={Value(random)}"],
    };

    /// <summary>Null, or what is wrong with how it ended.</summary>
    private static string? Judge(Func<ExporterOptions> read)
    {
        try
        {
            read().ToString().ShouldNotBeEmpty();
            return null;
        }
        catch (ConfigurationException mistaken)
        {
            return mistaken.Mistakes.Select(Mistake).FirstOrDefault(wrong => wrong is not null);
        }
        catch (Exception failure) when (failure is not ShouldAssertException)
        {
            return failure.ToString();
        }
    }

    private static string? Mistake(string line) => line.Any(char.IsControl) ? $"has a control character: {line}"
        : !Named().IsMatch(line) ? $"names no setting: {line}"
        : line.Length > 2000 ? $"is endless: {line[..200]}" : null;

    private static string Pick(Random random, string[] from) => from[random.Next(from.Length)];

    [GeneratedRegex(@"^[^\n]+?: [^\n]+$")]
    private static partial Regex Named();
}
