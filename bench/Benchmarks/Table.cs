using System.Globalization;
using System.Text;

namespace Benchmarks;

/// <summary>A Markdown table, columns aligned so that it also reads well on a terminal.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<string[]> _rows = [headers];

    public void Add(params object[] cells) => _rows.Add([.. cells.Select(cell => cell switch
    {
        TimeSpan time => Text(time),
        double number => number.ToString(number < 10 ? "0.00" : "#,0", CultureInfo.InvariantCulture),
        IFormattable value => value.ToString("#,0", CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    })]);

    /// <summary>A row of what something cost, and how many times that something else did. A part of something has no wall time and no bytes of its own.</summary>
    public void AddCost(string what, Measurement cost, Measurement? against) => Add(
        what, cost.Database, cost.Wall > TimeSpan.Zero ? cost.Wall : "", cost.Statements, cost.Blocks, cost.Rows, cost.Bytes > 0 ? cost.Bytes : "", against is null ? "" : against.Database / cost.Database);

    public override string ToString()
    {
        var widths = Enumerable.Range(0, headers.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            text.AppendJoin(" | ", row.Select((cell, column) => cell.PadRight(widths[column]))).AppendLine();
            if (row == headers) text.AppendJoin(" | ", widths.Select(width => new string('-', width))).AppendLine();
        }
        return string.Concat(text.ToString().TrimEnd().Split('\n').Select(line => $"| {line.TrimEnd('\r')} |\n"));
    }

    private static string Text(TimeSpan time) => time.TotalSeconds >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");
}
