using System.Collections.Immutable;
using System.Globalization;

namespace Exporter.Configuration;

/// <summary>
/// Reads one section, or without a name what stands in none. Each call describes a setting and returns its value, or the default after noting a
/// mistake.
/// </summary>
internal sealed class SectionReader(ConfigurationReader reader, IConfigurationSection section, string name)
{
    private const string None = "none";
    private readonly HashSet<string> _keys = new(StringComparer.OrdinalIgnoreCase);

    public bool Flag(string key, bool fallback, string help) =>
        Value(key, "true or false", fallback ? "true" : "false", "", help, ParseFlag, fallback);

    public int Number(string key, int fallback, int min, int max, string help) =>
        Value(key, "number", Plain(fallback), $"{Plain(min)} to {Plain(max)}", help, NumberBetween(min, max), fallback);

    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan min, TimeSpan max, string help) =>
        Value(key, "duration", DurationText.Format(fallback), Range(min, max), help, DurationBetween(min, max), fallback);

    /// <summary>A duration that is off unless given.</summary>
    public TimeSpan? OptionalDuration(string key, TimeSpan min, TimeSpan max, string help)
    {
        var parse = DurationBetween(min, max);
        return Value<TimeSpan?>(key, "duration", None, Range(min, max), help, ParseOptional, null);

        bool ParseOptional(string text, out TimeSpan? value, out string? error)
        {
            var parsed = parse(text, out var duration, out error);
            value = duration;
            return parsed;
        }
    }

    /// <summary>One of a few names.</summary>
    public T Choice<T>(string key, string fallback, IReadOnlyDictionary<string, T> choices, string help)
    {
        return Value(key, string.Join(", ", choices.Keys), fallback, "", help, Parse, choices[fallback]);

        bool Parse(string text, out T value, out string? error)
        {
            error = choices.TryGetValue(text, out value!) ? null : $"{Quoted.Text(text)} is none of {string.Join(", ", choices.Keys)}.";
            return error is null;
        }
    }

    /// <summary>A file's path; never checked here.</summary>
    public string? File(string key, string help) => Value<string?>(key, "file", None, "", help, ParseText, null);

    /// <summary>A text that may hold a secret: it is in no message.</summary>
    public Secret? Secret(string key, string kind, string help) =>
        Value<string?>(key, kind, None, "", help, ParseText, null) is { } text ? new(text) : null;

    /// <summary>A value of a kind of its own.</summary>
    public T Value<T>(string key, string kind, string fallbackText, string allowed, string help, TextParser<T> parse, T fallback)
    {
        var node = Declare(new Setting(FullKey(key), kind, fallbackText, allowed, help));
        if (node.GetChildren().Any())
        {
            reader.Mistake(node.Path, "takes one value, not a list or a section.");
            return fallback;
        }
        return node.Value?.Trim() is { Length: > 0 } text ? Parsed(node.Path, text, parse, fallback) : fallback;
    }

    /// <summary>Several values: a JSON array, <c>Key:0</c>, <c>Key:1</c>, …, or one text with commas.</summary>
    public ImmutableArray<T> List<T>(string key, string kind, string fallbackText, string allowed, string help, TextParser<T> parse,
        ImmutableArray<T> fallback) where T : class
    {
        var node = Declare(new Setting(FullKey(key), kind, fallbackText, allowed, help));
        var children = node.GetChildren().ToList();
        var texts = node.Value?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (children.Count == 0 && texts.Length == 0)
            return fallback;
        if (children.Count > 0 && texts.Length > 0)
        {
            reader.Mistake(node.Path, "is given both as one text and item by item; give it once.");
            return fallback;
        }
        var items = children.Count > 0
            ? children.Select(child => (child.Path, Text: child.Value?.Trim() ?? ""))
            : texts.Select(text => (node.Path, Text: text));
        return [.. items.Select(item => Parsed<T?>(item.Path, item.Text, parse!, null)).OfType<T>()];
    }

    /// <summary>Notes every key that is in the section and was not asked for.</summary>
    public void Finish()
    {
        foreach (var key in section.GetChildren().Select(child => child.Key).Where(key => !_keys.Contains(key)))
            reader.Mistake(FullKey(key), $"is not a setting{Spelling.Hint(key, _keys)} See --help for all settings.");
    }

    private string FullKey(string key) => name.Length > 0 ? $"{name}:{key}" : key;

    private IConfigurationSection Declare(Setting setting)
    {
        _keys.Add(setting.Key[FullKey("").Length..]);
        return reader.Declare(setting);
    }

    private T Parsed<T>(string path, string text, TextParser<T> parse, T fallback)
    {
        if (parse(text, out var value, out var error))
            return value;
        reader.Mistake(path, error!);
        return fallback;
    }

    private static TextParser<int> NumberBetween(int min, int max) =>
        (string text, out int value, out string? error) =>
        {
            if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
                error = $"{Quoted.Text(text)} is not a whole number.";
            else
                error = value < min || value > max ? $"{Plain(value)} is out of range; give {Plain(min)} to {Plain(max)}." : null;
            return error is null;
        };

    private static TextParser<TimeSpan> DurationBetween(TimeSpan min, TimeSpan max) =>
        (string text, out TimeSpan value, out string? error) =>
        {
            if (DurationText.TryParse(text, out value, out error) && (value < min || value > max))
                error = $"{Quoted.Text(text)} is out of range; give {Range(min, max)}.";
            return error is null;
        };

    private static bool ParseFlag(string text, out bool value, out string? error)
    {
        error = bool.TryParse(text, out value) ? null : $"{Quoted.Text(text)} is neither true nor false.";
        return error is null;
    }

    private static bool ParseText(string text, out string? value, out string? error)
    {
        (value, error) = (text, null);
        return true;
    }

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Range(TimeSpan min, TimeSpan max) => $"{DurationText.Format(min)} to {DurationText.Format(max)}";
}
