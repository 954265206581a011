using System.Collections.Immutable;
using System.Globalization;
using Exporter.Configuration;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Exporter.WebFile;

/// <summary>Reads one mapping of the file; every mistake is noted with its line and key, and none repeats a value that may be secret.</summary>
internal sealed class YamlSection(string name, YamlMappingNode node, List<string> mistakes)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The mapping's keys as they stand there, for one whose keys are names of the operator's.</summary>
    public ImmutableArray<string> Names => [.. node.Children.Keys.Select(Name)];

    public bool Has(string key) => Find(key) is not null;

    public YamlSection? Section(string key)
    {
        switch (Find(key))
        {
            case YamlMappingNode mapping:
                return new(Full(key), mapping, mistakes);
            case null:
                return null;
            default:
                Mistake(key, "must be a section: a colon, and indented lines below it.");
                return null;
        }
    }

    public string? Text(string key)
    {
        switch (Find(key))
        {
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return text;
            case null:
                return null;
            default:
                Mistake(key, "takes one value, not a list or a section.");
                return null;
        }
    }

    public bool Flag(string key, bool fallback)
    {
        if (Text(key) is not { } text) return fallback;
        if (bool.TryParse(text, out var value)) return value;
        Mistake(key, $"{Quoted.Text(text)} is neither true nor false.");
        return fallback;
    }

    public ImmutableArray<string> List(string key)
    {
        switch (Find(key))
        {
            case YamlSequenceNode list when list.Children.All(item => item is YamlScalarNode { Value.Length: > 0 }):
                return [.. list.Children.Select(item => ((YamlScalarNode)item).Value!)];
            case null:
                return [];
            default:
                Mistake(key, "takes a list of values; write each on a line of its own, like - VALUE.");
                return [];
        }
    }

    public T Choice<T>(string key, string fallback, IReadOnlyDictionary<string, T> choices)
    {
        if (choices.TryGetValue(Text(key) ?? fallback, out var value)) return value;
        Mistake(key, $"{Quoted.Text(Text(key)!)} is none of {string.Join(", ", choices.Keys)}.");
        return choices[fallback];
    }

    public void Mistake(string key, string text)
    {
        var at = node.Children.Keys.FirstOrDefault(child => Name(child) == key) ?? node;
        mistakes.Add(string.Create(CultureInfo.InvariantCulture, $"line {at.Start.Line}, {Full(key)}: {text}"));
    }

    /// <summary>Notes every key that was not asked for, and every one that says nothing: a login that is forgotten must not be no login.</summary>
    public void Finish()
    {
        foreach (var key in Names.Where(key => !_known.Contains(key)))
            Mistake(key, $"is not known here{Spelling.Hint(key, _known)} This takes {string.Join(", ", _known)}.");
        foreach (var (key, _) in node.Children.Where(child => IsNothing(child.Value) && _known.Contains(Name(child.Key))))
            Mistake(Name(key), "has no value; give one, or remove the key.");
    }

    private string Full(string key)
    {
        var shown = Quoted.Text(key).Trim('\'');
        return name.Length > 0 ? $"{name}.{shown}" : shown;
    }

    private YamlNode? Find(string key)
    {
        _known.Add(key);
        var found = node.Children.FirstOrDefault(child => Name(child.Key) == key).Value;
        return found is null || IsNothing(found) ? null : found;
    }

    private static bool IsNothing(YamlNode value) => value is YamlScalarNode { Value: null or "" or "~" or "null", Style: ScalarStyle.Plain or ScalarStyle.Any };

    private static string Name(YamlNode key) => key is YamlScalarNode { Value: { } text } ? text : "(no name)";
}
