namespace Exporter.Web.Page;

/// <summary>A horizontal bar, or several on top of each other, beside the text that says the same.</summary>
internal static class Bar
{
    public static Html Of(params (double Value, double Most, string Style)[] bars) => $"""
        <svg class="share" aria-hidden="true">{bars.Select(bar => Part(bar.Value, bar.Most, bar.Style))}</svg>
        """;

    private static Html Part(double value, double most, string style) => most > 0
        ? Html.Of($"""<rect class="{style}" width="{100 * value / most:0.#}%" height="100%"/>""")
        : Html.None;
}
