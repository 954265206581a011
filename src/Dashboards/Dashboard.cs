using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboards;

/// <summary>One dashboard as Grafana's classic JSON, which every version from 11 on reads.</summary>
/// <param name="Uid">Also its file's name; links lead to it.</param>
/// <param name="From">How far back it looks, like now-6h.</param>
internal sealed record Dashboard(
    string Uid, string Title, string Description, string From, ImmutableArray<Variable> Variables, ImmutableArray<Section> Sections)
{
    /// <summary>The name of its file.</summary>
    public string File => Uid["coder-".Length..];

    public const string GrafanaVersion = "13.2.3";
    private const int SchemaVersion = 42;
    private const string Tag = "coder-exporter";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // for files, not for pages
    };

    /// <summary>Leads to another of these dashboards, with the data source and the job that are chosen here.</summary>
    public static Link To(string uid, string title, string more = "") => new(title, $"/d/{uid}?${{datasource:queryparam}}&${{job:queryparam}}{more}");

    public string ToJson() => JsonSerializer.Serialize(ToObject(), Readable) + "\n";

    private object ToObject()
    {
        var grid = new Grid();
        foreach (var section in Sections) grid.Add(section);
        return new
        {
            uid = Uid,
            title = Title,
            description = Description,
            tags = new[] { Tag },
            schemaVersion = SchemaVersion,
            editable = false,
            graphTooltip = 1, // one crosshair through all panels
            refresh = "1m",
            time = new { from = From, to = "now" },
            timepicker = new { },
            timezone = "browser",
            weekStart = "",
            fiscalYearStartMonth = 0,
            preload = false,
            annotations = new { list = Array.Empty<object>() },
            links = Links(),
            templating = new { list = Variables.Select(variable => variable.ToJson()).Prepend<object>(global::Dashboards.Variables.DataSource) },
            panels = grid.Panels,
        };
    }

    private static object[] Links() =>
    [
        LinkTo("dashboards", "The others", "external link", "", [Tag]),
        LinkTo("link", "Runbooks", "doc", Link.Document("", "runbooks").Url, []),
        LinkTo("link", Link.Metrics.Title, "doc", Link.Metrics.Url, []),
    ];

    private static object LinkTo(string type, string title, string icon, string url, string[] tags) => new
    {
        type,
        title,
        icon,
        url,
        tags,
        tooltip = "",
        asDropdown = false,
        includeVars = type == "dashboards",
        keepTime = false, // each has a range of its own
        targetBlank = type == "link",
    };
}
