namespace Dashboards;

/// <summary>Something to choose at the top of a dashboard. Each asks again when the time range changes.</summary>
/// <param name="Label">What the reader sees.</param>
/// <param name="Query">PromQL's <c>label_values(…)</c> or <c>query_result(…)</c>, with the label sets that <see cref="Selectors"/> names.</param>
internal sealed record Variable(string Name, string Label, string Description, string Query)
{
    private const int LabelValues = 1, QueryResult = 3, OnTimeRangeChanged = 2, NaturalOrder = 7;

    /// <summary>Several can be chosen, or all.</summary>
    public bool Several { get; init; }

    /// <summary>Chosen as long as nobody chose; the first one if there is none of that value.</summary>
    public string? Default { get; init; }

    /// <summary>What of an answer is the value and what is shown for it, by the groups value and text.</summary>
    public string Regex { get; init; } = "";

    public Dictionary<string, object> ToJson()
    {
        var query = Selectors.Expand(Query);
        var json = new Dictionary<string, object>
        {
            ["name"] = Name,
            ["label"] = Label,
            ["description"] = Description,
            ["type"] = "query",
            ["datasource"] = DataSource.Chosen,
            ["definition"] = query,
            ["query"] = new
            {
                query,
                qryType = query.StartsWith("label_values", StringComparison.Ordinal) ? LabelValues : QueryResult,
                refId = "PrometheusVariableQueryEditor-VariableQuery",
            },
            ["refresh"] = OnTimeRangeChanged,
            ["regex"] = Regex,
            ["sort"] = NaturalOrder,
            ["multi"] = Several,
            ["includeAll"] = Several,
        };
        if (Several)
        {
            json["allValue"] = ".+";
            json["current"] = new { selected = true, text = new[] { "All" }, value = new[] { "$__all" } };
        }
        if (Default is not null) json["current"] = new { selected = true, text = Default, value = Default };
        return json;
    }
}
