using System.Collections.Immutable;

namespace Dashboards;

/// <summary>One picture. The classes named after Grafana's kinds of panels (<see cref="Stat"/>, <see cref="TimeSeries"/> …) make them.</summary>
/// <param name="Description">What the numbers mean, for whoever sees them for the first time.</param>
/// <param name="Queries">What is asked; the panel's kind decides whether for every point in time or only for the newest.</param>
internal sealed record Panel(string Title, string Description, ImmutableArray<Query> Queries)
{
    public required string Type { get; init; }

    public required object Options { get; init; }

    /// <summary>Settings that only this kind of panel has for its fields.</summary>
    public object? Custom { get; init; }

    public bool Instant { get; init; }

    public string Format { get; init; } = "time_series";

    /// <summary>Of the 24 columns of the grid.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Grafana's name of the unit; a plain number has its thousands told apart.</summary>
    public string Unit { get; init; } = "locale";

    public int? Decimals { get; init; }

    public double? Min { get; init; }

    public double? Max { get; init; }

    public Thresholds Thresholds { get; init; } = Thresholds.None;

    /// <summary>How series get their colours.</summary>
    public object Color { get; init; } = new { mode = "thresholds" };

    public Words Words { get; init; } = Words.None;

    public string NoValue { get; init; } = "no data";

    public ImmutableArray<object> Overrides { get; init; } = [];

    public ImmutableArray<object> Transformations { get; init; } = [];

    public ImmutableArray<Link> Links { get; init; } = [];

    /// <summary>The least time between two points, where the numbers move no faster.</summary>
    public string? Interval { get; init; }

    public Dictionary<string, object> ToJson(int id, int x, int y)
    {
        var json = new Dictionary<string, object>
        {
            ["id"] = id,
            ["type"] = Type,
            ["title"] = Title,
            ["description"] = Description,
            ["gridPos"] = new { h = Height, w = Width, x, y },
            ["datasource"] = DataSource.Chosen,
            ["targets"] = Queries.Select((query, index) => query.ToJson(index, Instant, Format)),
            ["fieldConfig"] = new { defaults = Defaults(), overrides = Overrides },
            ["options"] = Options,
            ["pluginVersion"] = Dashboard.GrafanaVersion,
        };
        if (Interval is not null) json["interval"] = Interval;
        if (!Transformations.IsEmpty) json["transformations"] = Transformations;
        if (!Links.IsEmpty) json["links"] = Links.Select(link => link.ToJson());
        return json;
    }

    private Dictionary<string, object> Defaults()
    {
        var defaults = new Dictionary<string, object>
        {
            ["unit"] = Unit,
            ["color"] = Color,
            ["thresholds"] = Thresholds.ToJson(),
            ["mappings"] = Words.Mappings,
            ["noValue"] = NoValue,
        };
        if (Decimals is { } decimals) defaults["decimals"] = decimals;
        if (Min is { } min) defaults["min"] = min;
        if (Max is { } max) defaults["max"] = max;
        if (Custom is not null) defaults["custom"] = Custom;
        return defaults;
    }
}
