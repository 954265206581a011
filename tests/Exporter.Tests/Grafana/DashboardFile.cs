using System.Collections.Immutable;
using System.Text.Json;

namespace Exporter.Tests.Grafana;

/// <summary>A dashboard as it ships.</summary>
internal sealed record DashboardFile(string Path, JsonElement Json)
{
    public const string Folder = "grafana/dashboards";

    /// <summary>By the names of their files, without the ending.</summary>
    public static readonly ImmutableSortedDictionary<string, DashboardFile> All = Directory
        .EnumerateFiles(System.IO.Path.Combine(Golden.RepositoryRoot, Folder), "*.json")
        .ToImmutableSortedDictionary(file => System.IO.Path.GetFileNameWithoutExtension(file), Read, StringComparer.Ordinal);

    public string Uid => Json.GetProperty("uid").GetString()!;

    /// <summary>How far back the dashboard looks.</summary>
    public TimeSpan Range => Duration(Json.GetProperty("time").GetProperty("from").GetString()!["now-".Length..]);

    /// <summary>Every panel but the headings.</summary>
    public IEnumerable<JsonElement> Panels =>
        Json.GetProperty("panels").EnumerateArray().Where(panel => panel.GetProperty("type").GetString() != "row");

    public IEnumerable<PanelQuery> Queries =>
        from panel in Panels
        from target in panel.GetProperty("targets").EnumerateArray()
        select new PanelQuery(
            Text(panel, "title"), Text(target, "refId"), Text(target, "expr"), Text(target, "legendFormat"),
            target.GetProperty("instant").GetBoolean());

    /// <summary>In the order in which one may need another; without the one of the data source.</summary>
    public IEnumerable<DashboardVariable> Variables =>
        from variable in Json.GetProperty("templating").GetProperty("list").EnumerateArray()
        where Text(variable, "type") == "query"
        select new DashboardVariable(
            Text(variable, "name"), Text(variable.GetProperty("query"), "query"), Text(variable, "regex"), variable.GetProperty("multi").GetBoolean(),
            variable.TryGetProperty("current", out var current) && current.GetProperty("value") is { ValueKind: JsonValueKind.String } value
                ? value.GetString()
                : null);

    /// <summary>Every text of the file, keys left out.</summary>
    public IEnumerable<string> Texts => TextsOf(Json);

    public static string Text(JsonElement element, string property) => element.GetProperty(property).GetString()!;

    private static DashboardFile Read(string path) => new(path, JsonDocument.Parse(File.ReadAllText(path)).RootElement);

    private static TimeSpan Duration(string text) => text[^1] switch
    {
        'd' => TimeSpan.FromDays(int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture)),
        'h' => TimeSpan.FromHours(int.Parse(text[..^1], System.Globalization.CultureInfo.InvariantCulture)),
        _ => throw new FormatException(text),
    };

    private static IEnumerable<string> TextsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => TextsOf(property.Value)),
        _ => [],
    };
}
