namespace Dashboards;

internal static class DataSource
{
    /// <summary>The Prometheus that is chosen at the top of the dashboard.</summary>
    public static readonly object Chosen = new { type = "prometheus", uid = "${datasource}" };
}
