using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Exporter.WebFile;

/// <summary>Makes a tree of YAML. The parser's messages may repeat what is in the file, and a key or a hash may be in it: ours do not.</summary>
internal static class YamlText
{
    /// <summary>More than the format has; the tree is built by recursion, which must not run out of stack.</summary>
    private const int Deepest = 16;

    /// <param name="root">An empty mapping for an empty text.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out YamlMappingNode? root, [NotNullWhen(false)] out string? error)
    {
        root = null;
        try
        {
            error = Outline(text);
            if (error is not null) return false;
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            root = stream.Documents.Count == 0 ? new YamlMappingNode() : stream.Documents[0].RootNode as YamlMappingNode;
            if (stream.Documents is [{ RootNode: YamlScalarNode { Value: null or "" } }]) root = new YamlMappingNode();
            error = root is null ? "is not a mapping; write lines like basic_auth_users: and, indented below it, NAME: HASH." : null;
        }
        catch (Exception mistake) when (mistake is YamlException or ArgumentException or InvalidOperationException) // the library's own slips
        {
            var line = (mistake as YamlException)?.Start.Line ?? 1;
            error = string.Create(CultureInfo.InvariantCulture,
                $"line {line}: is not valid YAML, or has a key twice; check indentation, colons and quotes there.");
        }
        return error is null;
    }

    private static string? Outline(string text)
    {
        var parser = new Parser(new StringReader(text));
        var (depth, documents) = (0, 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > Deepest) return "is nested deeper than the format is; see docs/security.md for an example.";
            if (parser.Current is DocumentStart && ++documents > 1) return "holds more than one document; give one.";
            if (parser.Current is AnchorAlias) return "uses an alias (*name), which the format does not need; write the value out.";
        }
        return null;
    }
}
