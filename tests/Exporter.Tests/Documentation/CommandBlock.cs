using System.Text;

namespace Exporter.Tests.Documentation;

/// <summary>Commands in a document.</summary>
/// <param name="Mark"><c>needs</c> or <c>run by</c>, as a comment before the block says; empty: they are run here.</param>
/// <param name="Note">What they need that a test cannot have, or the class of tests that runs them.</param>
internal sealed record CommandBlock(string File, int Line, string Text, string Mark, string Note)
{
    /// <summary>A command may go over several lines: after a backslash, or within quotes.</summary>
    public IEnumerable<string> Commands
    {
        get
        {
            var command = new StringBuilder();
            foreach (var line in Text.Split('\n'))
            {
                command.Append(command.Length > 0 ? "\n" : "").Append(line);
                if (line.EndsWith('\\') || Quotes(command.ToString())) continue;
                if (command.ToString().Trim() is { Length: > 0 } whole && whole[0] != '#') yield return whole;
                command.Clear();
            }
        }
    }

    public override string ToString() => $"{File}:{Line}";

    private static bool Quotes(string text)
    {
        var open = '\0';
        foreach (var letter in text)
        {
            if (open == '\0' && letter is '\'' or '"') open = letter;
            else if (letter == open) open = '\0';
        }
        return open != '\0';
    }
}
