namespace Dashboards;

/// <summary>A question to Prometheus.</summary>
/// <param name="Expression">PromQL, with the label sets that <see cref="Selectors"/> names.</param>
/// <param name="Legend">What a series is called; <c>{{label}}</c> stands for a label's value.</param>
internal sealed record Query(string Expression, string Legend = "")
{
    public object ToJson(int index, bool instant, string format) => new
    {
        datasource = DataSource.Chosen,
        editorMode = "code",
        expr = Selectors.Expand(Expression),
        format,
        instant,
        range = !instant,
        legendFormat = Legend,
        refId = RefId(index),
    };

    /// <summary>A, B, C and so on, which is also how a table calls the query's values.</summary>
    public static string RefId(int index) => ((char)('A' + index)).ToString();
}
