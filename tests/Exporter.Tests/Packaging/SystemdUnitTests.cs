using System.Globalization;
using System.Text.RegularExpressions;
using Exporter.Configuration;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Packaging;

public sealed partial class SystemdUnitTests
{
    /// <summary>From 0, shut off from everything, to 10. What is left: it has to reach the network, and lives in the host's root.</summary>
    private const double MostExposure = 1.1;

    private static readonly string Unit = Path.Combine(Golden.RepositoryRoot, "deploy/systemd/coder-exporter.service");

    [Fact]
    public async Task Unit_Always_IsExposedAsLittleAsItCanBe()
    {
        var (exitCode, output) = await Tool.SystemdAnalyze.RunAsync("", "security", "--offline=true", "--no-pager", Unit);
        exitCode.ShouldBe(0, output);
        double.Parse(Exposure().Match(output).Groups[1].Value, CultureInfo.InvariantCulture).ShouldBeLessThanOrEqualTo(MostExposure, output);
    }

    [Fact]
    public async Task Unit_Always_IsUnderstood()
    {
        var folder = Directory.CreateTempSubdirectory("unit-");
        try
        {
            // The binary is not installed where the tests run.
            var copy = Path.Combine(folder.FullName, "coder-exporter.service");
            await File.WriteAllTextAsync(copy, (await File.ReadAllTextAsync(Unit, TestContext.Current.CancellationToken))
                .Replace("ExecStart=/usr/bin/coder-exporter", "ExecStart=/bin/true", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            var (exitCode, output) = await Tool.SystemdAnalyze.RunAsync("", "verify", "--man=no", copy);
            output.Split('\n').Where(line => line.Contains("coder-exporter", StringComparison.Ordinal)).ShouldBeEmpty();
            exitCode.ShouldBe(0, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void EnvironmentFile_AsShipped_SaysNothingAndNamesSettingsThatExist()
    {
        var lines = File.ReadAllLines(Path.ChangeExtension(Unit, ".env"));
        lines.ShouldAllBe(line => line.Length == 0 || line[0] == '#');
        var names = lines.Select(line => Variable().Match(line)).Where(match => match.Success).Select(match => match.Groups[1].Value).ToArray();
        names.Length.ShouldBe(3);
        names.Select(name => name.Replace("__", ":", StringComparison.Ordinal)).Except(ExporterOptions.Settings.Select(setting => setting.Key))
            .ShouldBe(["ASPNETCORE_URLS"]);
    }

    [GeneratedRegex(@"Overall exposure level for \S+: ([\d.]+)")]
    private static partial Regex Exposure();

    [GeneratedRegex("^#([A-Za-z_]+)=")]
    private static partial Regex Variable();
}
