using System.Text.RegularExpressions;

namespace Exporter.Tests.Documentation;

/// <summary>A document as a reader meets it.</summary>
/// <param name="Path">From the root of the repository.</param>
internal sealed partial record Document(string Path, string[] Lines)
{
    public static IReadOnlyList<Document> All { get; } =
    [
        .. Directory.EnumerateFiles(Golden.RepositoryRoot, "*.md")
            .Concat(Directory.EnumerateFiles(System.IO.Path.Combine(Golden.RepositoryRoot, "docs"), "*.md", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(file => new Document(System.IO.Path.GetRelativePath(Golden.RepositoryRoot, file), File.ReadAllLines(file))),
    ];

    /// <summary>What headings can be linked to by.</summary>
    public IEnumerable<string> Anchors => Prose.Where(line => line.StartsWith('#'))
        .Select(line => NotInAnchors().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    public IEnumerable<string> Links => Prose.SelectMany(line => Link().Matches(Code().Replace(line, ""))).Select(match => match.Groups[1].Value);

    /// <summary>Commands for a shell: those between <c>```sh</c> and <c>```</c>.</summary>
    public IEnumerable<CommandBlock> Blocks
    {
        get
        {
            for (var i = 0; i < Lines.Length; i++)
            {
                if (Lines[i].Trim() != "```sh") continue;
                var end = Array.FindIndex(Lines, i + 1, line => line.Trim() == "```");
                var mark = i > 0 ? Mark().Match(Lines[i - 1]) : Match.Empty;
                yield return new(Path, i + 1, string.Join('\n', Lines[(i + 1)..end]), mark.Groups[1].Value, mark.Groups[2].Value);
                i = end;
            }
        }
    }

    private IEnumerable<string> Prose
    {
        get
        {
            var code = false;
            foreach (var line in Lines)
            {
                if (line.TrimStart().StartsWith("```", StringComparison.Ordinal)) code = !code;
                else if (!code) yield return line;
            }
        }
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex Code();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("^<!-- (run by|needs): (.+) -->$")]
    private static partial Regex Mark();
}
