using System.Text.Json;
using Exporter.Tests.EndToEnd;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Packaging;

/// <summary>
/// The bill of materials of a version 1.2.3, made once for the tests of a class; after the binary is published, since that restores the project whose
/// packages are read.
/// </summary>
public sealed class ShippedSbom : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sbom-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "sbom.json");

    public JsonElement Json => JsonDocument.Parse(File.ReadAllText(Path)).RootElement;

    /// <summary>Name and version of what is in the binary.</summary>
    public string[] Packages =>
        [.. Json.GetProperty("components").EnumerateArray().Select(item => $"{item.GetProperty("name")} {item.GetProperty("version")}")];

    public ValueTask InitializeAsync() => new(WriteAsync());

    public async Task WriteAsync()
    {
        await Tool.Jq.NeedAsync();
        await NativeBinary.PublishedAsync();
        await Shell.DoAsync($"deploy/release/sbom.sh 1.2.3 {Path}", environment: [("SOURCE_DATE_EPOCH", "1764000000")]);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
