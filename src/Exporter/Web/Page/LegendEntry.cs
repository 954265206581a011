namespace Exporter.Web.Page;

/// <summary>One entry of a legend: the mark as it is drawn, and what it means.</summary>
internal static class LegendEntry
{
    public static Html Area(string style, string words) =>
        $"""<li><svg class="key" aria-hidden="true"><rect class="{style}" width="100%" height="100%"/></svg>{words}</li>""";

    public static Html Line(string style, string words) =>
        $"""<li><svg class="key lines" aria-hidden="true"><line class="{style}" x2="100%" y1="50%" y2="50%"/></svg>{words}</li>""";
}
