using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Exporter.Web.Page;

namespace Exporter.Tests.Web.Page;

/// <summary>What no browser tells: the colours of the charts, and what a strict policy or a wish for stillness would forbid.</summary>
public sealed partial class StyleTests
{
    private const double ForText = 4.5, ForShapes = 3;

    private static readonly string Style = Encoding.UTF8.GetString(PageFile.Style.Content);

    [Theory]
    [InlineData("text", "card", ForText)]
    [InlineData("text", "ground", ForText)]
    [InlineData("soft", "card", ForText)]
    [InlineData("soft", "ground", ForText)]
    [InlineData("link", "ground", ForText)]
    [InlineData("card", "link", ForText)]
    [InlineData("fresh", "card", ForText)]
    [InlineData("loading", "card", ForText)]
    [InlineData("late", "card", ForText)]
    [InlineData("failing", "card", ForText)]
    [InlineData("text", "failing-ground", ForText)]
    [InlineData("fresh", "fresh-ground", ForShapes)]
    [InlineData("loading", "loading-ground", ForShapes)]
    [InlineData("late", "late-ground", ForShapes)]
    [InlineData("failing", "failing-ground", ForShapes)]
    [InlineData("bar", "card", ForShapes)]
    [InlineData("bar", "weekend", ForShapes)]
    [InlineData("week", "weekend", ForShapes)]
    [InlineData("month", "weekend", ForShapes)]
    public void Colours_InBothModes_StandOut(string front, string back, double least)
    {
        var (light, dark) = (Colours(Style[..Style.IndexOf("@media", StringComparison.Ordinal)]), Colours(Style));
        light[front].ShouldNotBe(dark[front]);
        Contrast(light[front], light[back]).ShouldBeGreaterThanOrEqualTo(least, "light");
        Contrast(dark[front], dark[back]).ShouldBeGreaterThanOrEqualTo(least, "dark");
    }

    [Theory]
    [InlineData("url(h")]
    [InlineData("//")]
    [InlineData("@import")]
    [InlineData("animation")]
    [InlineData("transition")]
    [InlineData("outline: none")]
    [InlineData("!important")]
    public void Style_Always_IsWithout(string text) => Style.ShouldNotContain(text);

    /// <summary>The last definition of each.</summary>
    private static Dictionary<string, string> Colours(string style)
    {
        Dictionary<string, string> colours = [];
        foreach (Match match in Colour().Matches(style)) colours[match.Groups[1].Value] = match.Groups[2].Value;
        return colours;
    }

    /// <summary>As WCAG defines it.</summary>
    private static double Contrast(string one, string other)
    {
        var (lighter, darker) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double Luminance(string colour)
    {
        double[] parts = [.. Enumerable.Range(0, 3)
            .Select(i => int.Parse(colour.AsSpan(2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }

    [GeneratedRegex("--([a-z-]+): #([0-9a-f]{6});")]
    private static partial Regex Colour();
}
