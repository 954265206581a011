using System.Text;
using Exporter.Tests.Cli;
using Exporter.Tests.Configuration;
using Exporter.Tests.Fixtures;
using Exporter.WebFile;

namespace Exporter.Tests.WebFile;

/// <summary>Every web configuration in the folder Corpus.</summary>
public sealed class WebConfigFileTests
{
    private static readonly string Corpus = Path.Combine(Golden.RepositoryRoot, "tests", "Exporter.Tests", "WebFile", "Corpus");

    public static TheoryData<string> Good => [.. Names("good")];

    [Theory, MemberData(nameof(Good))]
    public void Read_GoodFile_HasNoMistake(string name)
    {
        using var folder = new WebFolder(Text("good", name));
        folder.Write("web.yml", Filled(Text("good", name), folder));
        var file = WebConfigFile.Read(folder["web.yml"]);
        file.Mistakes.ShouldBeEmpty();
        file.Usable.ShouldBeTrue();
        (file.Config.Tls is not null || file.Config.Credentials.AreAsked).ShouldBeTrue();
        file.Changed.ShouldBeFalse();
    }

    /// <summary>Each of them is refused; the golden file is what an operator reads.</summary>
    [Fact]
    public void Read_BadFiles_TellWhereAndHowToMend()
    {
        using var folder = new WebFolder();
        folder.Write("short-token", "12345");
        folder.Write("spaced-token", "a token with spaces in it");
        var text = new StringBuilder();
        foreach (var name in Names("bad"))
        {
            folder.Write("web.yml", Text("bad", name));
            var mistakes = WebConfigFile.Read(folder["web.yml"]).Mistakes;
            mistakes.ShouldNotBeEmpty(name);
            mistakes.ShouldAllBe(mistake => !mistake.Contains('\n') && mistake.EndsWith('.'), name);
            string.Concat(mistakes).ShouldNotContain("s3cr3t");
            string.Concat(mistakes).ShouldNotContain("X0h1gDsPszWURQaxFh");
            text.Append(name).Append('\n').AppendJoin("", mistakes.Select(mistake => $"  {mistake}\n".Replace(folder[""], "FOLDER", StringComparison.Ordinal)));
        }
        Golden.Check("tests/Exporter.Tests/Golden/web-config-mistakes.txt", text.ToString());
    }

    [Fact]
    public void Read_OnlyOptionsMistaken_NamesTheSettingToo()
    {
        using var folder = new WebFolder("basic_auth_users:\n  alice: s3cr3t\n");
        ConfigurationText.Mistakes($"Web:ConfigFile={folder["web.yml"]}").ShouldBe(
            ["Web:ConfigFile: line 2, basic_auth_users.alice: is no bcrypt hash; make one with: htpasswd -nBC 10 NAME. The password itself must not stand here."]);
        ConfigurationText.Mistakes("Web:ConfigFile=/nowhere.yml").ShouldBe(
            ["Web:ConfigFile: there is no file '/nowhere.yml'; give the path of a file that holds the web configuration."]);
    }

    [Fact]
    public void Read_HttpsWithoutCertificate_SaysWhatIsMissing() => ConfigurationText.Mistakes("urls=https://127.0.0.1:1").ShouldBe(
        ["urls: asks for https, which needs a certificate: give Web:ConfigFile a file with tls_server_config."]);

    [Theory]
    [InlineData("--web.config.file=")]
    [InlineData("--Web:ConfigFile=")]
    public async Task Check_BrokenFile_TellsEveryMistake(string option)
    {
        using var folder = new WebFolder(Text("bad", "several"));
        var run = await CliRun.OfAsync("check", "--CODER_PG_CONNECTION_URL=postgres://u@127.0.0.1:1/x", option + folder["web.yml"], "--Metrics:MaxSeries=1");
        run.ExitCode.ShouldBe(2);
        run.ErrorLines.Count(line => line.StartsWith("error: Web:ConfigFile: line ", StringComparison.Ordinal)).ShouldBe(6);
        run.ErrorLines.ShouldContain(line => line.StartsWith("error: Metrics:MaxSeries", StringComparison.Ordinal));
    }

    /// <summary>Deeper than any stack.</summary>
    [Fact]
    public void Read_HostileNesting_IsRefused()
    {
        using var folder = new WebFolder("a: " + new string('[', 300_000));
        WebConfigFile.Read(folder["web.yml"]).Mistakes.ShouldHaveSingleItem();
    }

    private static string[] Names(string kind) =>
        [.. Directory.GetFiles(Path.Combine(Corpus, kind)).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    private static string Text(string kind, string name) => File.ReadAllText(Path.Combine(Corpus, kind, name + ".yml"));

    /// <summary>With the folder's certificates where the file has them inline.</summary>
    private static string Filled(string text, WebFolder folder) => string.Join('\n', text.Split('\n').Select(line => line.Trim() is ['@', .. var name]
        ? string.Join('\n', File.ReadAllLines(folder[name]).Select(pem => "    " + pem))
        : line));
}
