using System.Globalization;
using Exporter.Tests.EndToEnd;

namespace Exporter.Tests.Documentation;

/// <summary>Every command that a document gives is run: here, by another test, or by nobody, and then the document says for want of what.</summary>
public sealed class CommandsTests(Stage stage) : IClassFixture<Stage>
{
    /// <summary>Commands that serve until they are stopped, take minutes, or run these tests: others run them.</summary>
    private static readonly Dictionary<string, Type> Elsewhere = new()
    {
        ["./demo.sh"] = typeof(DemoTests),
        ["./test.sh"] = typeof(CommandsTests),
        ["coder-exporter"] = typeof(NativeBinaryTests),
        ["out/coder-exporter"] = typeof(NativeBinaryTests),
        ["dotnet publish src/Exporter -c Release -r linux-x64 -o out"] = typeof(NativeBinaryTests),
    };

    private static readonly CommandBlock[] Blocks = [.. Document.All.SelectMany(document => document.Blocks)];

    public static TheoryData<string> RunHere => [.. Blocks.Where(block => block.Mark.Length == 0 && Here(block).Any()).Select(block => block.ToString())];

    [Theory, MemberData(nameof(RunHere))]
    public async Task Commands_OfABlock_Succeed(string place)
    {
        var commands = string.Join('\n', Here(Blocks.Single(block => block.ToString() == place)));
        var (exitCode, output) = await stage.RunAsync(commands);
        exitCode.ShouldBe(0, $"{place}\n{commands}\n{output}");
    }

    [Fact]
    public void Commands_RunByAnotherTest_NameOneThatReadsTheDocument()
    {
        foreach (var block in Blocks.Where(block => block.Mark == "run by"))
            Directory.EnumerateFiles(Path.Combine(Golden.RepositoryRoot, "tests"), $"{block.Note}.cs", SearchOption.AllDirectories)
                .ShouldHaveSingleItem($"{block}: there is no {block.Note}");
    }

    /// <summary>Prints the count, so that somebody sees when it falls.</summary>
    [Fact]
    public void Commands_OfAllDocuments_AreCounted()
    {
        var here = Blocks.Where(block => block.Mark.Length == 0).Sum(block => Here(block).Count());
        var elsewhere = Blocks.Where(block => block.Mark != "needs").Sum(block => block.Commands.Count()) - here;
        var needing = Blocks.Where(block => block.Mark == "needs").ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Documented commands: {here} run here, {elsewhere} run by other tests, {needing.Sum(block => block.Commands.Count())} not run:"));
        foreach (var block in needing) Console.WriteLine($"  {block} needs {block.Note}");
        here.ShouldBeGreaterThan(20);
        needing.Length.ShouldBeLessThan(Blocks.Length / 2);
    }

    private static IEnumerable<string> Here(CommandBlock block) => block.Commands.Where(command => !Elsewhere.ContainsKey(command));
}
