using Exporter.Metrics;

namespace Exporter.Tests.Grafana;

/// <summary>The dashboards and the catalogue of metrics agree.</summary>
public sealed class DashboardMetricsTests
{
    /// <summary>What Prometheus itself says, about scrapes and about its rules.</summary>
    private static readonly string[] OfPrometheus = ["up", "scrape_duration_seconds", "ALERTS"];

    /// <summary>What .NET, Npgsql and ASP.NET Core say on <c>/metrics/process</c>; that it is there, the queries' tests show.</summary>
    private static readonly string[] OfTheProcess = ["dotnet_", "db_client_", "http_server_"];

    public static TheoryData<string> Metrics => [.. Catalogue.All.Select(metric => metric.Name)];

    private static IEnumerable<string> Used => DashboardFile.All.Values
        .SelectMany(dashboard =>
            dashboard.Queries.Select(query => query.Expression).Concat(dashboard.Variables.Select(variable => Inside(variable.Query))))
        .SelectMany(PanelQuery.MetricsOf).Distinct();

    [Fact]
    public void Metrics_OfTheDashboards_Exist() => Unknown(Catalogue.All.SelectMany(metric => metric.SeriesNames())).ShouldBeEmpty();

    /// <summary>Without this name in the catalogue some dashboard speaks of nothing, and the test above says so: no metric is left unused.</summary>
    [Theory, MemberData(nameof(Metrics))]
    public void Metric_ThatIsRenamed_IsMissedByADashboard(string name) =>
        Unknown(Catalogue.All.Where(metric => metric.Name != name).SelectMany(metric => metric.SeriesNames())).ShouldNotBeEmpty(name);

    private static IEnumerable<string> Unknown(IEnumerable<string> known) =>
        Used.Except(known).Except(OfPrometheus).Where(name => !OfTheProcess.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));

    /// <summary>The expression in <c>query_result(…)</c>, or the series in <c>label_values(…, label)</c>.</summary>
    private static string Inside(string query) => query.StartsWith("label_values", StringComparison.Ordinal)
        ? query["label_values(".Length..query.LastIndexOf(',')]
        : query["query_result(".Length..^1];
}
