using System.Globalization;
using System.Text;

namespace Benchmarks;

/// <summary>Three lines over the simulated days, each from 0 to a little above its highest, as SVG that reads on light and on dark.</summary>
internal static class EndurancePlot
{
    private const string Style =
        "text { font: 13px sans-serif; fill: #777 } path { fill: none; stroke: #2a7ab0; stroke-width: 2 } line { stroke: #999; stroke-width: 0.5 }";

    private const int Width = 720, Height = 110, Left = 130, Right = 90;

    public static string Of(IReadOnlyList<EnduranceDay> days)
    {
        (string Name, Func<EnduranceDay, double> Value, string Format)[] rows =
        [
            ("memory in use", day => day.Memory / 1e6, "0.0 MB"), ("resident", day => day.Resident / 1e6, "0 MB"),
            ("file handles", day => day.Handles, "0"), ("series", day => day.Series, "0"),
        ];
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {rows.Length * Height + 30}" role="img" aria-label="What the exporter holds, by simulated day">
            <style>{Style}</style>

            """);
        for (var row = 0; row < rows.Length; row++)
        {
            var (name, value, format) = rows[row];
            var (bottom, top) = ((row + 1) * Height, Math.Max(1, days.Max(value)) * 1.2);
            string Y(EnduranceDay day) => (bottom - value(day) / top * (Height - 20)).ToString("0.0", CultureInfo.InvariantCulture);
            string X(EnduranceDay day) => (Left + (double)day.Day / Math.Max(1, days[^1].Day) * (Width - Left - Right)).ToString("0.0", CultureInfo.InvariantCulture);
            svg.Append(CultureInfo.InvariantCulture, $"""
                <text x="0" y="{bottom - 30}">{name}</text><line x1="{Left}" x2="{Width - Right}" y1="{bottom}" y2="{bottom}"/>
                <path d="M{string.Join(" L", days.Select(day => $"{X(day)} {Y(day)}"))}"/>
                <text x="{Width - Right + 8}" y="{Y(days[^1])}">{value(days[^1]).ToString(format, CultureInfo.InvariantCulture)}</text>

                """);
        }
        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="{Left}" y="{rows.Length * Height + 20}">day 0</text><text x="{Width - Right - 40}" y="{rows.Length * Height + 20}">day {days[^1].Day}</text>
            </svg>

            """);
        return svg.ToString();
    }
}
