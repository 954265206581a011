using System.Text.Json;
using Exporter.Tests.EndToEnd;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Packaging;

/// <summary>After the binary is published: that restores the project, whose packages are read here.</summary>
public sealed class ReleaseTests : IClassFixture<NativeBinary>, IDisposable
{
    /// <summary>Packages that build the binary and are not in it.</summary>
    private static readonly string[] Builders =
        ["MinVer", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.DotNet.ILCompiler", "Microsoft.NET.ILLink.Tasks"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("release-");

    /// <summary>What the lock file resolves, and the two packages of .NET's own that native code is made from.</summary>
    [Fact]
    public async Task Sbom_OfTheBinary_NamesEveryPackageInIt()
    {
        var sbom = await SbomAsync();
        var packages = sbom.GetProperty("components").EnumerateArray().Select(item => $"{item.GetProperty("name")} {item.GetProperty("version")}").ToArray();

        var locked = Read(Path.Combine(Golden.RepositoryRoot, "src/Exporter/packages.lock.json")).GetProperty("dependencies").GetProperty("net10.0")
            .EnumerateObject().Where(package => !Builders.Contains(package.Name))
            .Select(package => $"{package.Name} {package.Value.GetProperty("resolved")}").ToArray();
        locked.Length.ShouldBeGreaterThan(10);
        var dotnet = packages.Except(locked).ToArray();
        locked.Except(packages).ShouldBeEmpty();
        dotnet.Select(package => package.Split(' ')[0]).ShouldBe(
            ["Microsoft.AspNetCore.App.Runtime.linux-x64", "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64"], ignoreOrder: true);

        var first = await BytesAsync("sbom.json");
        await SbomAsync();
        (await BytesAsync("sbom.json")).ShouldBe(first, "of one commit, byte for byte");
        sbom.GetProperty("bomFormat").GetString().ShouldBe("CycloneDX");
        sbom.GetProperty("metadata").GetProperty("component").GetProperty("version").GetString().ShouldBe("1.2.3");
        foreach (var item in sbom.GetProperty("components").EnumerateArray())
        {
            item.GetProperty("purl").GetString().ShouldStartWith("pkg:nuget/");
            item.GetProperty("licenses").EnumerateArray().ShouldNotBeEmpty(item.GetRawText());
        }
    }

    [Fact]
    public async Task Licences_OfTheBinary_AreThoseOfEveryPackage()
    {
        var sbom = await SbomAsync();
        await Shell.DoAsync($"deploy/release/licences.sh {_folder}/sbom.json {_folder}/licences.txt");
        var text = await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "licences.txt"), TestContext.Current.CancellationToken);
        foreach (var item in sbom.GetProperty("components").EnumerateArray())
            text.ShouldContain($"\n{item.GetProperty("name")} {item.GetProperty("version")}\n");
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

    private async Task<JsonElement> SbomAsync()
    {
        await Tool.Jq.NeedAsync();
        await Shell.DoAsync($"deploy/release/sbom.sh 1.2.3 {_folder}/sbom.json", environment: [("SOURCE_DATE_EPOCH", "1764000000")]);
        return Read(Path.Combine(_folder.FullName, "sbom.json"));
    }

    private Task<byte[]> BytesAsync(string file) => File.ReadAllBytesAsync(Path.Combine(_folder.FullName, file), TestContext.Current.CancellationToken);

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;
}
