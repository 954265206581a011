using System.Text.Json;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Packaging;

public sealed class ReleaseTests(ShippedSbom sbom) : IClassFixture<ShippedSbom>, IDisposable
{
    /// <summary>Packages that build the binary and are not in it.</summary>
    private static readonly string[] Builders =
        ["MinVer", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.DotNet.ILCompiler", "Microsoft.NET.ILLink.Tasks"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-");

    /// <summary>What the lock file resolves, and the two packages of .NET's own that native code is made from.</summary>
    [Fact]
    public void Sbom_OfTheBinary_NamesEveryPackageInIt()
    {
        string[] locked =
        [
            .. Read(Path.Combine(Golden.RepositoryRoot, "src/Exporter/packages.lock.json")).GetProperty("dependencies").GetProperty("net10.0")
                .EnumerateObject().Where(package => !Builders.Contains(package.Name))
                .Select(package => $"{package.Name} {package.Value.GetProperty("resolved")}"),
        ];
        locked.Length.ShouldBeGreaterThan(10);
        locked.Except(sbom.Packages).ShouldBeEmpty();
        sbom.Packages.Except(locked).Select(package => package.Split(' ')[0]).ShouldBe(
            ["Microsoft.AspNetCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64"], ignoreOrder: true);
    }

    [Fact]
    public void Sbom_OfTheBinary_IsCycloneDx()
    {
        sbom.Json.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
        sbom.Json.GetProperty("metadata").GetProperty("component").GetProperty("version").GetString().ShouldBe("1.2.3");
        foreach (var item in sbom.Json.GetProperty("components").EnumerateArray())
        {
            item.GetProperty("purl").GetString()!.ShouldStartWith("pkg:nuget/");
            item.GetProperty("licenses").EnumerateArray().ShouldNotBeEmpty(item.GetRawText());
        }
    }

    [Fact]
    public async Task Sbom_OfOneCommit_IsTheSameByteForByte()
    {
        var first = await File.ReadAllTextAsync(sbom.Path, TestContext.Current.CancellationToken);
        await sbom.WriteAsync();
        (await File.ReadAllTextAsync(sbom.Path, TestContext.Current.CancellationToken)).ShouldBe(first);
    }

    [Fact]
    public async Task Licences_OfTheBinary_AreThoseOfEveryPackage()
    {
        await Shell.DoAsync($"deploy/release/licences.sh {sbom.Path} {_folder}/licences.txt");
        var text = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "licences.txt"), TestContext.Current.CancellationToken);
        foreach (var package in sbom.Packages) text.ShouldContain($"\n{package}\n");
        foreach (var heading in new[] { "Apache-2.0", "MIT", "PostgreSQL", "BSD-3-Clause" }) text.ShouldContain($"\n======== {heading}\n");
        text.ShouldContain("THIRD-PARTY-NOTICES");
    }

    [Fact]
    public async Task Chart_OfOneCommit_IsWholeAndTheSameByteForByte()
    {
        await Tool.Helm.NeedAsync();
        const string build = "deploy/release/chart.sh 1.2.3 $FOLDER";
        (string, string)[] environment = [("FOLDER", _folder.FullName), ("SOURCE_DATE_EPOCH", "1764000000")];
        await Shell.DoAsync(build, environment: environment);
        var first = await BytesAsync("coder-exporter-chart-1.2.3.tgz");
        await Shell.DoAsync(build, environment: environment);
        (await BytesAsync("coder-exporter-chart-1.2.3.tgz")).ShouldBe(first);

        var (exitCode, output) = await Tool.Helm.RunAsync(
            "", "template", Path.Combine(_folder.FullName, "coder-exporter-chart-1.2.3.tgz"), "--values", Path.Combine(Golden.RepositoryRoot, "deploy/kubernetes/values.yaml"));
        exitCode.ShouldBe(0, output);
        foreach (var part in new[] { "coder-exporter:1.2.3", "CoderExporterDown", "coder-adoption" }) output.ShouldContain(part);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<byte[]> BytesAsync(string file) => File.ReadAllBytesAsync(Path.Combine(_folder.FullName, file), TestContext.Current.CancellationToken);

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;
}
