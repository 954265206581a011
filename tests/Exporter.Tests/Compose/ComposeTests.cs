using System.Text.RegularExpressions;
using Exporter.Configuration;
using Exporter.Tests.Fixtures;
using Simulation;

namespace Exporter.Tests.Compose;

/// <summary>No container runs here; what can be said of <c>compose.yaml</c> without one is said.</summary>
public sealed partial class ComposeTests
{
    private static readonly ComposeFile File = ComposeFile.Read();

    public static TheoryData<string> Services => [.. File.Services.Keys];

    [Theory, MemberData(nameof(Services))]
    public void Service_Always_HasNoRightsItDoesNotNeed(string name)
    {
        var service = File.Services[name];
        service.User.ShouldMatch("^[1-9][0-9]*:[1-9][0-9]*$", "by number, or the kernel's root is not ruled out");
        service.ReadOnly.ShouldBeTrue();
        service.CapDrop.ShouldBe(["ALL"]);
        service.SecurityOpt.ShouldBe(["no-new-privileges:true"]);
        service.PidsLimit.ShouldBeGreaterThan(0);
        service.MemLimit.ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Services))]
    public void Service_Always_SaysWhetherItIsWell(string name)
    {
        var check = File.Services[name].Healthcheck;
        check.Test.First().ShouldBe("CMD");
        check.Test.Count.ShouldBeGreaterThan(1);
        new[] { check.Interval, check.Timeout, check.StartPeriod }.ShouldAllBe(time => Duration().IsMatch(time));
    }

    /// <summary>Ours are built from a stage that exists; others are of one version.</summary>
    [Theory, MemberData(nameof(Services))]
    public void Image_OfAService_IsPinned(string name)
    {
        var service = File.Services[name];
        if (service.Build is { } build)
            Text($"{build["context"]}/Dockerfile").ShouldMatch($@"(?m)^FROM \S+ AS {build["target"]}$");
        else
            service.Image.ShouldMatch(@":v?\d+\.\d+\.\d+$");
    }

    [Theory, MemberData(nameof(Services))]
    public void Mount_OfAFile_ExistsAndIsReadOnly(string name)
    {
        foreach (var (source, target, mode) in File.Services[name].Mounts)
        {
            target.ShouldStartWith("/");
            if (!source.StartsWith('.'))
            {
                File.Volumes.Keys.ShouldContain(source);
                continue;
            }
            Path.Exists(Path.Combine(Golden.RepositoryRoot, source)).ShouldBeTrue(source);
            mode.ShouldBe("ro", source);
        }
    }

    [Fact]
    public void Ports_OfAllServices_AreUniqueAndOpenToThisMachineOnly()
    {
        var ports = File.Services.Values.SelectMany(service => service.Ports).ToArray();
        ports.Length.ShouldBeGreaterThan(0);
        ports.ShouldAllBe(port => port.StartsWith("127.0.0.1:"));
        ports.Select(port => port.Split(':')[1]).ShouldBeUnique();
    }

    [Fact]
    public void NetworksAndVolumes_Declared_AreThoseThatAreUsed()
    {
        File.Services.Values.SelectMany(service => service.Networks).Distinct().ShouldBe(File.Networks.Keys, ignoreOrder: true);
        File.Services.Values.SelectMany(service => service.Mounts).Select(mount => mount.Source).Where(source => !source.StartsWith('.')).Distinct()
            .ShouldBe(File.Volumes.Keys, ignoreOrder: true);
        File.Services.Values.SelectMany(service => service.DependsOn.Keys).Except(File.Services.Keys).ShouldBeEmpty();
    }

    /// <summary>Nobody but the exporter gets at the database, and no password stands in the file.</summary>
    [Fact]
    public void Database_OfTheDemo_IsOnANetworkOfItsOwn()
    {
        File.Networks["database"]["internal"].ShouldBeTrue();
        File.Services.Where(service => service.Value.Networks.Contains("database")).Select(service => service.Key)
            .ShouldBe(["demo", "exporter"], ignoreOrder: true);
        File.Services["demo"].Networks.ShouldBe(["database"]);
        File.Services["demo"].Ports.ShouldBeEmpty();
        File.Services.Values.SelectMany(service => service.Environment)
            .Where(variable => variable.Key.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase))
            .ShouldAllBe(variable => variable.Value.StartsWith('/'));
        new Uri(File.Services["exporter"].Environment[DatabaseOptions.UrlKey]).UserInfo.ShouldBe(ExporterRole.Name);
    }

    [Fact]
    public void Settings_OfTheExporter_Exist() => File.Services["exporter"].Environment.Keys
        .Select(key => key.Replace("__", ":", StringComparison.Ordinal))
        .Except(ExporterOptions.Settings.Select(setting => setting.Key)).ShouldBeEmpty();

    [Fact]
    public void Grafana_FindsItsDashboardsAndItsPrometheus()
    {
        var grafana = File.Services["grafana"];
        grafana.Mounts.Single(mount => mount.Source == "./grafana/dashboards").Target.ShouldBe(grafana.Environment["CODER_DASHBOARDS"]);
        var home = grafana.Environment["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"];
        Path.GetDirectoryName(home).ShouldBe(grafana.Environment["CODER_DASHBOARDS"]);
        System.IO.File.Exists(Path.Combine(Golden.RepositoryRoot, "grafana/dashboards", Path.GetFileName(home))).ShouldBeTrue();
        var prometheus = new Uri(grafana.Environment["PROMETHEUS_URL"]);
        File.Services[prometheus.Host].Ports.ShouldHaveSingleItem().ShouldEndWith($":{prometheus.Port}");
        foreach (var file in new[] { "grafana/provisioning/dashboards/coder.yml", "grafana/provisioning/datasources/prometheus.yml" })
            Reference().Matches(Text(file)).Select(match => match.Groups[1].Value).ShouldHaveSingleItem()
                .ShouldBeOneOf([.. grafana.Environment.Keys]);
    }

    /// <summary>Two files for one thing: what the one scrapes, records and warns of, the other does.</summary>
    [Fact]
    public async Task Prometheus_IsConfiguredAsOutsideOfContainers()
    {
        var (here, there) = (Statements("deploy/compose/prometheus.yml"), Statements("prometheus.yml"));
        here.ShouldBe(AlertingSection().Replace(there, "").Replace("127.0.0.1:2113", "exporter:2113", StringComparison.Ordinal));
        var file = Path.Combine(Golden.RepositoryRoot, "deploy/compose/prometheus.yml");
        var (exitCode, output) = await Tool.Promtool.RunAsync("", "check", "config", file);
        exitCode.ShouldBe(0, output);
    }

    private static string Text(string file) => System.IO.File.ReadAllText(Path.Combine(Golden.RepositoryRoot, file));

    /// <summary>Without empty lines and comments.</summary>
    private static string Statements(string file) =>
        string.Concat(Text(file).Split('\n').Where(line => line.Trim() is { Length: > 0 } text && text[0] != '#').Select(line => line + "\n"));

    [GeneratedRegex(@"^\d+[sm]$")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\$\{(\w+)\}")]
    private static partial Regex Reference();

    // There is no Alertmanager among the containers.
    [GeneratedRegex(@"(?m)^alerting:\n(?: .*\n)+")]
    private static partial Regex AlertingSection();
}
