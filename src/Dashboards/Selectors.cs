using System.Text.RegularExpressions;

namespace Dashboards;

/// <summary>
/// The label sets that queries choose series by. A query names one in braces, as in <c>coder_daily_active_users{zone}</c>, and may add to it:
/// <c>coder_workspaces{deployment,status="failed"}</c>.
/// </summary>
internal static partial class Selectors
{
    private const string Job = "job=\"$job\"", Templates = ",organization_name=~\"$organization\",template_id=~\"$template\"";

    private static readonly Dictionary<string, string> Names = new()
    {
        ["deployment"] = Job,
        ["zone"] = Job + ",timezone=\"$timezone\"",
        ["template"] = Job + Templates,
        ["template_zone"] = Job + Templates + ",timezone=\"$template_timezone\"",
        ["exporter"] = Job + ",instance=~\"$instance\"",
        ["process"] = "job=\"$process_job\",instance=~\"$instance\"",
    };

    public static string Expand(string expression) =>
        Name().Replace(expression, match => "{" + (Names.TryGetValue(match.Groups[1].Value, out var labels) ? labels : match.Groups[1].Value));

    [GeneratedRegex(@"\{([a-z_]+)(?=[,}])")]
    private static partial Regex Name();
}
