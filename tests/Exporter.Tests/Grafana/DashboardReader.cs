using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Grafana;

/// <summary>Does with a dashboard's queries what Grafana does: chooses values for the variables, puts them in, and asks Prometheus.</summary>
internal sealed partial class DashboardReader(RunningPrometheus prometheus)
{
    private const int Points = 300;

    /// <summary>What a query answers for the dashboard's time range, until now: each series' labels and its newest value that is a number.</summary>
    public async Task<IReadOnlyList<(IReadOnlyDictionary<string, string> Labels, double Value)>> AskAsync(DashboardFile dashboard, PanelQuery query)
    {
        var expression = Fill(query.Expression, await ChooseAsync(dashboard));
        if (query.Instant) return await prometheus.QueryAsync(expression);
        var (end, step) = (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), (long)dashboard.Range.TotalSeconds / Points);
        var matrix = await GetAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"/api/v1/query_range?start={end - (step * Points)}&end={end}&step={step}&query={Uri.EscapeDataString(expression)}"));
        return [.. from series in matrix.GetProperty("result").EnumerateArray() select (LabelsOf(series), Newest(series))];
    }

    /// <summary>A value for each variable of the dashboard, each asked for with the values of those before it.</summary>
    /// <exception cref="InvalidOperationException">A variable has no value.</exception>
    public async Task<IReadOnlyDictionary<string, string>> ChooseAsync(DashboardFile dashboard)
    {
        var chosen = new Dictionary<string, string>();
        foreach (var variable in dashboard.Variables)
        {
            var values = await ValuesAsync(variable, chosen);
            if (values.Length == 0) throw new InvalidOperationException($"${variable.Name} has no value: {variable.Query}");
            chosen[variable.Name] = variable.Several ? string.Join('|', values.Select(Escaped))
                : values.Contains(variable.Default) ? variable.Default! : values[0];
        }
        return chosen;
    }

    private static string Escaped(string value) => Regex.Escape(value).Replace("\\", "\\\\", StringComparison.Ordinal);

    private async Task<string[]> ValuesAsync(DashboardVariable variable, IReadOnlyDictionary<string, string> chosen)
    {
        var query = Fill(variable.Query, chosen);
        if (LabelValues().Match(query) is { Success: true } values)
        {
            var answer = await GetAsync(
                $"/api/v1/label/{values.Groups["label"].Value}/values?match[]={Uri.EscapeDataString(values.Groups["series"].Value)}");
            return [.. answer.EnumerateArray().Select(value => value.GetString()!)];
        }
        var series = await prometheus.QueryAsync(QueryResult().Match(query).Groups["expression"].Value);
        return [.. series.Select(found => Regex.Match(Shown(found.Labels), variable.Regex.Trim('/')).Groups["value"].Value)
            .Where(value => value.Length > 0)];
    }

    /// <summary>A series as Grafana shows it to a variable's regular expression.</summary>
    private static string Shown(IReadOnlyDictionary<string, string> labels) =>
        $"{{{string.Join(",", labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}=\"{label.Value}\""))}}} 1 0";

    private static string Fill(string text, IReadOnlyDictionary<string, string> chosen) =>
        chosen.OrderByDescending(variable => variable.Key.Length).Aggregate(
            text.Replace("$__rate_interval", "5m", StringComparison.Ordinal),
            (filled, variable) => filled.Replace("$" + variable.Key, variable.Value, StringComparison.Ordinal));

    private async Task<JsonElement> GetAsync(string path)
    {
        using var response = await prometheus.Http.GetAsync(path, TestContext.Current.CancellationToken);
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        return answer.GetProperty("status").GetString() == "success"
            ? answer.GetProperty("data")
            : throw new InvalidOperationException($"{Uri.UnescapeDataString(path)}: {answer.GetProperty("error").GetString()}");
    }

    private static Dictionary<string, string> LabelsOf(JsonElement series) =>
        series.GetProperty("metric").EnumerateObject().ToDictionary(label => label.Name, label => label.Value.GetString()!);

    private static double Newest(JsonElement series) => series.GetProperty("values").EnumerateArray()
        .Select(point => double.Parse(point[1].GetString()!.Replace("Inf", "∞", StringComparison.Ordinal), CultureInfo.InvariantCulture))
        .LastOrDefault(value => !double.IsNaN(value), double.NaN);

    [GeneratedRegex(@"^label_values\((?<series>.*),\s*(?<label>\w+)\)$")]
    private static partial Regex LabelValues();

    [GeneratedRegex(@"^query_result\((?<expression>.*)\)$", RegexOptions.Singleline)]
    private static partial Regex QueryResult();
}
