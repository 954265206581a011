namespace Exporter.Configuration;

/// <summary>Shows what an operator wrote, on one line and not at length. Never for a setting that may hold a secret.</summary>
internal static class Quoted
{
    private const int Longest = 60;

    public static string Text(string text)
    {
        var line = string.Concat(text.Take(Longest).Select(letter => char.IsControl(letter) ? ' ' : letter));
        return text.Length > Longest ? $"'{line}…'" : $"'{line}'";
    }
}
