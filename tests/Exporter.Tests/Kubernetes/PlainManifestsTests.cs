using System.Text.RegularExpressions;

namespace Exporter.Tests.Kubernetes;

/// <summary>The manifests for those without Helm are the chart, rendered.</summary>
public sealed partial class PlainManifestsTests
{
    [Theory]
    [InlineData("coder-exporter", "serviceaccount", "deployment", "service", "networkpolicy")]
    [InlineData("monitoring", "servicemonitor", "prometheusrule")]
    [InlineData("dashboards", "dashboards")]
    public async Task Manifests_OfTheChart_AreUpToDate(string name, params string[] templates)
    {
        string[] shown = [.. templates.Select(template => $"--show-only templates/{template}.yaml")];
        var chart = await RenderedChart.RenderAsync(["--values", "deploy/kubernetes/values.yaml", .. shown]);
        Golden.Check($"deploy/kubernetes/{name}.yaml", $"# Rendered from the chart in deploy/helm. Run the tests with UPDATE_GOLDEN=1 to write it anew.\n{HelmsOwn().Replace(chart.Text, "")}");
    }

    // Helm did not install these.
    [GeneratedRegex(@"(?m)^ *(?:helm\.sh/chart|app\.kubernetes\.io/managed-by): .*\n")]
    private static partial Regex HelmsOwn();
}
