using System.Globalization;
using System.Text;
using Exporter.Metrics;

namespace Exporter.Tests.Metrics;

/// <summary>Writes docs/metrics.md from the catalogue.</summary>
internal static class MetricsDocument
{
    private const string Beginning = """
        <!-- Generated from the catalogue in src/Exporter (…Metrics.cs). Run the tests with UPDATE_GOLDEN=1 to write it anew. -->
        # Metrics

        Two pages, in Prometheus text or OpenMetrics, as the scraper asks:

        - `/metrics` is about the Coder deployment, and how well the exporter knows it. It is described here. Every exporter of the same database says the same: run
          one, or take `max by` over a pair.
        - `/metrics/process` is about the exporter's process: .NET, its pool of database connections (Npgsql) and its web server. The names are theirs.

        ## How to read it

        - **Absent is not 0.** A series is absent where the exporter does not know: before an area was first refreshed; while the part of history that the number needs is
          being loaded; for a percentile of nothing; and, if the area's `MaxAge` is set, once the last good answer is older. A number of nothing is 0.
        - **A failed refresh changes nothing but the metrics about it.** The last values stay. This covers every area:
          `time() - coder_exporter_refresh_last_success_timestamp_seconds > 3 * coder_exporter_refresh_interval_seconds + 60`. It and other alerts are in
          [`alerts/`](../alerts), what to do about them in their [runbooks](runbooks/README.md).
        - **Do not sum active users**, over templates or time zones: one user may use several templates, and every time zone shows the same users. Pick one zone:
          `coder_daily_active_users{timezone="UTC"}`. The deployment has metrics of its own. Percentiles must not be summed or averaged either.
        - **`timezone`** is `UTC`, an offset (`UTC-05:00` is New York in winter) or an IANA name as it is configured in `Activity:Timezones`.
        - **Templates** are named by `organization_name`, `template_id` and `template_name`. A deleted template and a live one may share both names; only the id tells
          them apart. A renamed template is a new series.
        - **Counters** start at 0 with the exporter; a histogram's series with the first value that it counts.
        - **No series names a user or a workspace.** How many series one metric may have is bounded by `Metrics:MaxSeries`; what is left out is counted in
          `coder_exporter_dropped_series`.

        ## What one can build on

        | stability | promise |
        | --- | --- |
        | stable | Name, type, unit, labels and meaning stay within a major version (before 1.0: within 0.x from the release on that names it stable). A label's new value, a new metric and better words in HELP are no change. |
        | experimental | May change or go in any release; the [changelog](../CHANGELOG.md) says so. |
        | deprecated | HELP begins with the release since which it is, the earliest in which it goes, and what takes its place. It stays for two minor releases and six months at least, beside its successor. |

        `/metrics/process` is not covered: its names are those of .NET, Npgsql and ASP.NET Core.

        """;

    private static readonly Dictionary<string, string> About = new()
    {
        ["activity"] = "Who was active when. Read every `Activity:Interval`, over all history within `Activity:Horizon`.",
        ["build_times"] = "How long workspaces take to build, and who has one. Read every `BuildTimes:Interval`.",
        ["deployment"] = "What there is and what is going on. Read every `Deployment:Interval`.",
        ["exporter"] = "The exporter about itself.",
    };

    public static string Write(IEnumerable<MetricGroup> groups)
    {
        var text = new StringBuilder(Beginning);
        foreach (var group in groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {group.Name}\n\n{About[group.Name]}\n\n");
            text.Append("| metric | type | labels | unit | stability | what it says |\n| --- | --- | --- | --- | --- | --- |\n");
            foreach (var metric in group.Metrics)
            {
                var kind = metric.Kind switch { MetricKind.Counter => "counter", MetricKind.Histogram => "histogram", _ => "gauge" };
                var unit = metric.Unit switch { "s" => "seconds", "By" => "bytes", _ => "" };
                var labels = string.Join(", ", metric.Labels.Select(label => $"`{label}`"));
                var stability = metric.Stability switch
                {
                    MetricStability.Stable => "stable",
                    MetricStability.Experimental => "experimental",
                    _ => "deprecated",
                };
                text.Append(CultureInfo.InvariantCulture, $"| `{metric.Name}` | {kind} | {labels} | {unit} | {stability} | {metric.Help} |\n");
            }
        }
        return text.ToString();
    }
}
