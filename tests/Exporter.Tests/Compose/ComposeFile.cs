using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Exporter.Tests.Compose;

/// <summary>
/// <c>compose.yaml</c>, or what of Compose's format we use: a key that is not here stops the reading, as one that is misspelt should.
/// </summary>
internal sealed class ComposeFile
{
    public string Name { get; set; } = "";

    [YamlMember(Alias = "x-locked-down", ApplyNamingConventions = false)]
    public ComposeService? LockedDown { get; set; }

    public Dictionary<string, ComposeService> Services { get; set; } = [];

    public Dictionary<string, Dictionary<string, bool>> Networks { get; set; } = [];

    public Dictionary<string, Dictionary<string, string>> Volumes { get; set; } = [];

    public static ComposeFile Read()
    {
        using var text = new StreamReader(Path.Combine(Golden.RepositoryRoot, "compose.yaml"));
        return new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build()
            .Deserialize<ComposeFile>(new MergingParser(new Parser(text)));
    }
}
