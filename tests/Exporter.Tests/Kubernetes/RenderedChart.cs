using System.Text.Json.Nodes;
using Exporter.Tests.Fixtures;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Exporter.Tests.Kubernetes;

/// <summary>What Helm makes of the chart.</summary>
internal sealed record RenderedChart(string Text, IReadOnlyList<JsonNode> Objects)
{
    public const string Folder = "deploy/helm/coder-exporter", Full = $"{Folder}/ci/full-values.yaml";

    public static async Task<RenderedChart> RenderAsync(params string[] arguments)
    {
        await Tool.Helm.NeedAsync();
        // What it says of the links in the chart goes to the other stream.
        var text = await Shell.DoAsync($"helm template coder-exporter {Folder} --namespace coder {string.Join(' ', arguments)} 2>/dev/null");
        return new(text, [.. Parse(text)]);
    }

    public JsonNode Single(string kind) => Objects.Single(item => Kind(item) == kind);

    public static string Kind(JsonNode item) => (string)item["kind"]!;

    public static IEnumerable<JsonNode> Parse(string text)
    {
        var parser = new Parser(new StringReader(text));
        var yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();
        var json = new SerializerBuilder().JsonCompatible().Build();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
            if (yaml.Deserialize(parser) is { } item) yield return JsonNode.Parse(json.Serialize(item))!;
    }
}
