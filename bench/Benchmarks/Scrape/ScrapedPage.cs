using System.Globalization;
using System.Text.RegularExpressions;

namespace Benchmarks.Scrape;

/// <summary>A page in Prometheus' text format, read.</summary>
internal sealed partial class ScrapedPage
{
    private ScrapedPage(IReadOnlyList<Family> families) => Families = families;

    public IReadOnlyList<Family> Families { get; }

    public int SeriesCount => Families.Sum(family => family.Series.Count);

    /// <summary>What it says of Coder, without what a program adds about itself.</summary>
    public ScrapedPage OfCoder => new([.. Families.Where(family => family.Name.Contains("coder_", StringComparison.Ordinal))]);

    public double? ValueOf(string name) => Families.FirstOrDefault(family => family.Name == name)?.Series[0].Value;

    /// <summary>Whether both say the same numbers, whatever they call them.</summary>
    public bool HasTheNumbersOf(ScrapedPage other) => Numbers.SequenceEqual(other.Numbers);

    private IEnumerable<double> Numbers => Families.SelectMany(family => family.Series).Select(series => series.Value).Order();

    public static ScrapedPage Parse(string text)
    {
        var lines = text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => Line().Match(line));
        return new([.. lines.GroupBy(line => line.Groups["name"].Value).Select(family => new Family(
            family.Key,
            [.. Labels(family.First()).Select(label => label.Groups["label"].Value)],
            [.. family.Select(line => new Series(
                [.. Labels(line).Select(label => Unescaped(label.Groups["text"].Value))],
                double.Parse(line.Groups["value"].Value, CultureInfo.InvariantCulture)))]))]);
    }

    private static MatchCollection Labels(Match line) => Label().Matches(line.Groups["labels"].Value);

    private static string Unescaped(string text) => Escape().Replace(text, escape => escape.Value == "\\n" ? "\n" : escape.Value[1..]);

    [GeneratedRegex("""^(?<name>\w+)(\{(?<labels>.*)\})? (?<value>\S+)$""")]
    private static partial Regex Line();

    [GeneratedRegex("""(?<label>\w+)="(?<text>(\\.|[^"\\])*)"[,]?""")]
    private static partial Regex Label();

    [GeneratedRegex("""\\.""")]
    private static partial Regex Escape();
}
