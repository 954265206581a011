using System.Collections.Immutable;

namespace Exporter.Configuration;

/// <summary>
/// Reads and describes settings in one go and collects every mistake. Our own instead of the options binder, because that stops at the
/// first value it cannot convert, ignores what it does not know, and takes a duration of "10" for ten days.
/// </summary>
internal sealed class ConfigurationReader(IConfiguration configuration)
{
    private readonly ImmutableArray<Setting>.Builder _settings = ImmutableArray.CreateBuilder<Setting>();
    private readonly List<(string Key, string Text)> _mistakes = [];

    /// <summary>Every setting read so far, in the order of reading.</summary>
    public ImmutableArray<Setting> Settings => _settings.ToImmutable();

    /// <summary>Starts a section; <see cref="SectionReader.Finish"/> ends it.</summary>
    public SectionReader Section(string name) => new(this, configuration.GetSection(name), name);

    /// <summary>Settings that stand in no section; there may be others, so nothing ends it.</summary>
    public SectionReader TopLevel() => Section("");

    /// <summary>Describes a setting and returns its node.</summary>
    public IConfigurationSection Declare(Setting setting)
    {
        _settings.Add(setting);
        return configuration.GetSection(setting.Key);
    }

    /// <summary>All settings, for those that ASP.NET Core reads; not for ours.</summary>
    public IConfiguration OfFramework => configuration;

    public void Mistake(string key, string text) => _mistakes.Add((key, text));

    /// <summary>
    /// Notes that two settings contradict each other, unless one of them is already a mistake: its stand-in value would mislead.
    /// </summary>
    public void Contradiction(bool found, string key, string otherKey, string text)
    {
        if (found && !_mistakes.Exists(mistake => mistake.Key == key || mistake.Key == otherKey))
            Mistake(key, text);
    }

    /// <summary>Notes every top-level name that is a slip for one of ours, then throws if anything at all is wrong.</summary>
    public void Finish()
    {
        _mistakes.AddRange(TopLevelNames.Mistakes(configuration, Settings));
        if (_mistakes.Count > 0)
            throw new ConfigurationException([.. _mistakes.Select(mistake => $"{mistake.Key}: {mistake.Text}")]);
    }
}
