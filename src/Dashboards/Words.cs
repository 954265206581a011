using System.Collections.Immutable;
using System.Globalization;

namespace Dashboards;

/// <summary>Words in the place of values, so that nobody has to know what 0 means, or to tell red from green.</summary>
internal sealed record Words(ImmutableArray<object> Mappings)
{
    public static readonly Words None = new([]);

    public static readonly Words NoneForZero = Of((0, "none", Colors.Good));

    /// <summary>How old an area's data is, as a multiple of the interval it is refreshed at.</summary>
    public static readonly Words Freshness = new(
        [Range(null, 3, "fresh", Colors.Good, 0), Range(3, 5, "late", Colors.Warning, 1), Range(5, null, "stale", Colors.Bad, 2)]);

    public static Words Of(params (double Value, string Text, string Color)[] words) => new(
    [
        new
        {
            type = "value",
            options = words.Index().ToDictionary(
                word => word.Item.Value.ToString(CultureInfo.InvariantCulture),
                word => new { text = word.Item.Text, color = word.Item.Color, index = word.Index }),
        },
    ]);

    private static object Range(double? from, double? to, string text, string color, int index) => new
    {
        type = "range",
        options = new Dictionary<string, object?> { ["from"] = from, ["to"] = to, ["result"] = new { text, color, index } },
    };
}
