using System.Text.Json;
using System.Text.Json.Nodes;
using Exporter.Configuration;
using Exporter.Tests.Fixtures;
using Json.Schema;

namespace Exporter.Tests.Kubernetes;

public sealed class ChartTests
{
    private static readonly JsonSchema Manifest =
        JsonSchema.FromFile(Path.Combine(Golden.RepositoryRoot, "tests/Exporter.Tests/Kubernetes/Schema/manifests.schema.json"));

    public static TheoryData<string> Values => ["deploy/kubernetes/values.yaml", RenderedChart.Full, $"{RenderedChart.Folder}/values.yaml"];

    [Theory, MemberData(nameof(Values))]
    public async Task Chart_Always_LintsWithoutFindings(string values)
    {
        var (exitCode, output) = await Tool.Helm.RunAsync("", "lint", "--strict", "--values", At(values), At(RenderedChart.Folder));
        exitCode.ShouldBe(0, output);
        output.ShouldNotContain("[WARNING]");
        output.ShouldNotContain("[ERROR]");
    }

    /// <summary>Against the types of Kubernetes' and the Prometheus operator's own descriptions; a key that these do not know is a mistake.</summary>
    [Theory, MemberData(nameof(Values))]
    public async Task Objects_Always_AreWhatKubernetesKnows(string values)
    {
        var chart = await RenderedChart.RenderAsync("--values", values);
        chart.Objects.Count.ShouldBeGreaterThan(2);
        foreach (var item in chart.Objects) Mistakes(item).ShouldBeEmpty($"{RenderedChart.Kind(item)} {item["metadata"]!["name"]}");
    }

    [Theory]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{"selector":{},"template":{"spec":{"containers":[{"name":"a","imagee":"b"}]}}}}""")]
    [InlineData("""{"apiVersion":"v1","kind":"Service","metadata":{"name":"a"},"spec":{"ports":[{"port":"2113"}]}}""")]
    [InlineData("""{"apiVersion":"monitoring.coreos.com/v1","kind":"ServiceMonitor","metadata":{"name":"a"},"spec":{"endpoints":[]}}""")]
    public void Objects_ThatAreWrong_AreFoundToBe(string item) => Mistakes(JsonNode.Parse(item)!).ShouldNotBeEmpty();

    [Theory]
    [InlineData("replicas=none")]
    [InlineData("replica=2")]
    [InlineData("image.digest=latest")]
    [InlineData("serviceMonitor.interval=often")]
    [InlineData("networkPolicy.database.port=0")]
    [InlineData("settings.Interval=30s")]
    [InlineData("settings.Database:ConnectionString=Host=db;Password=secret")]
    [InlineData("settings.OTEL_EXPORTER_OTLP_HEADERS=token=secret")]
    public async Task Values_ThatAreWrong_AreRefused(string value)
    {
        var (exitCode, output) = await Tool.Helm.RunAsync("", "template", At(RenderedChart.Folder), "--set", value);
        exitCode.ShouldNotBe(0);
        output.ShouldContain("don't meet the specifications of the schema");
    }

    /// <summary>What the policy "restricted" of Kubernetes demands, and that nothing is written to.</summary>
    [Theory, MemberData(nameof(Values))]
    public async Task Pod_Always_HasNoRights(string values)
    {
        var pod = (await RenderedChart.RenderAsync("--values", values)).Single("Deployment")["spec"]!["template"]!["spec"]!;
        ((bool)pod["automountServiceAccountToken"]!).ShouldBeFalse();
        ((bool)pod["securityContext"]!["runAsNonRoot"]!).ShouldBeTrue();
        ((int)pod["securityContext"]!["runAsUser"]!).ShouldBeGreaterThan(0);
        ((string)pod["securityContext"]!["seccompProfile"]!["type"]!).ShouldBe("RuntimeDefault");
        var container = pod["containers"]!.AsArray().ShouldHaveSingleItem()!;
        ((bool)container["securityContext"]!["allowPrivilegeEscalation"]!).ShouldBeFalse();
        ((bool)container["securityContext"]!["readOnlyRootFilesystem"]!).ShouldBeTrue();
        container["securityContext"]!["capabilities"]!.ToJsonString().ShouldBe("""{"drop":["ALL"]}""");
        container["resources"]!["limits"]!["memory"].ShouldNotBeNull();
        ((string)container["livenessProbe"]!["httpGet"]!["path"]!).ShouldBe("/healthz");
        ((string)container["readinessProbe"]!["httpGet"]!["path"]!).ShouldBe("/readyz");
    }

    [Fact]
    public async Task Environment_OfThePod_IsOfSettingsThatExist()
    {
        var chart = await RenderedChart.RenderAsync("--values", RenderedChart.Full);
        var variables = chart.Single("Deployment")["spec"]!["template"]!["spec"]!["containers"]![0]!["env"]!.AsArray()
            .ToDictionary(variable => (string)variable!["name"]!, variable => (string?)variable!["value"]);
        variables["Activity__Interval"].ShouldBe("30s");
        variables["Metrics__MaxSeries"].ShouldBe("5000");
        variables["Web__Api"].ShouldBe("false");
        variables.Keys.Select(name => name.Replace("__", ":", StringComparison.Ordinal)).Where(name => name != "ASPNETCORE_HTTP_PORTS")
            .Except(ExporterOptions.Settings.Select(setting => setting.Key)).ShouldBeEmpty();
    }

    /// <summary>The chart holds links to the rules and dashboards; what it renders is what they are.</summary>
    [Fact]
    public async Task RulesAndDashboards_InTheCluster_AreTheShippedOnes()
    {
        var chart = await RenderedChart.RenderAsync("--values", RenderedChart.Full);
        var dashboards = chart.Objects.Where(item => RenderedChart.Kind(item) == "ConfigMap").SelectMany(map => map["data"]!.AsObject()).ToArray();
        dashboards.Select(file => file.Key).ShouldBe(Directory.GetFiles(At("grafana/dashboards")).Select(Path.GetFileName), ignoreOrder: true);
        foreach (var (name, text) in dashboards)
            ((string)text!).TrimEnd().ShouldBe((await File.ReadAllTextAsync(At($"grafana/dashboards/{name}"))).TrimEnd());
        var rules = chart.Objects.Where(item => RenderedChart.Kind(item) == "PrometheusRule").Select(item => item["spec"]!.ToJsonString());
        rules.ShouldBe(Directory.GetFiles(At("alerts"), "*.rules.yml")
            .Select(file => RenderedChart.Parse(File.ReadAllText(file)).Single().ToJsonString()), ignoreOrder: true);
    }

    [Fact]
    public async Task Alert_ThatTheExporterIsDown_KnowsTheJobs()
    {
        var chart = await RenderedChart.RenderAsync("--values", RenderedChart.Full);
        chart.Objects.Where(item => RenderedChart.Kind(item) == "ServiceMonitor")
            .Select(item => item["spec"]!["endpoints"]![0]!)
            .Select(endpoint => ((string)endpoint["path"]!, (string)endpoint["relabelings"]![0]!["replacement"]!))
            .ShouldBe([("/metrics", "coder-exporter-eu"), ("/metrics/process", "coder-exporter-eu-process")], ignoreOrder: true);
    }

    /// <summary>Where the web configuration has TLS, whoever asks has to know.</summary>
    [Fact]
    public async Task Tls_OfTheExporter_IsKnownToProbesAndScrapes()
    {
        var chart = await RenderedChart.RenderAsync("--values", RenderedChart.Full);
        var container = chart.Objects.Single(item => RenderedChart.Kind(item) == "Deployment")["spec"]!["template"]!["spec"]!["containers"]![0]!;
        foreach (var probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
            ((string)container[probe]!["httpGet"]!["scheme"]!).ShouldBe("HTTPS");
        foreach (var endpoint in chart.Objects.Where(item => RenderedChart.Kind(item) == "ServiceMonitor").Select(item => item["spec"]!["endpoints"]![0]!))
        {
            ((string)endpoint["scheme"]!).ShouldBe("https");
            ((string)endpoint["basicAuth"]!["password"]!["name"]!).ShouldBe("scrape");
        }
    }

    /// <summary>The kubelet has no certificate to show.</summary>
    [Fact]
    public async Task Probes_WhereClientsMustShowCertificates_RunInThePod()
    {
        var chart = await RenderedChart.RenderAsync("--set", "probeByCommand=true");
        var container = chart.Objects.Single(item => RenderedChart.Kind(item) == "Deployment")["spec"]!["template"]!["spec"]!["containers"]![0]!;
        foreach (var probe in (string[])["startupProbe", "livenessProbe", "readinessProbe"])
        {
            container[probe]!["httpGet"].ShouldBeNull();
            container[probe]!["exec"]!["command"]!.AsArray().Select(word => (string)word!).ShouldBe(["/usr/local/bin/coder-exporter", "health"]);
        }
    }

    private static string[] Mistakes(JsonNode item)
    {
        var results = Manifest.Evaluate(JsonSerializer.SerializeToElement(item), new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid ? [] :
        [
            .. results.Details!.Where(detail => !detail.IsValid && detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}")),
        ];
    }

    private static string At(string path) => Path.Combine(Golden.RepositoryRoot, path);
}
