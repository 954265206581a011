namespace Exporter.Configuration;

/// <summary>The levels of the log, which ASP.NET Core reads, and does not start with where one is misspelt.</summary>
internal static class LogLevels
{
    private static readonly string[] Names = Enum.GetNames<LogLevel>();

    public static void Check(ConfigurationReader reader)
    {
        var logging = reader.OfFramework.GetSection("Logging");
        foreach (var level in Levels(logging).Concat(logging.GetChildren().SelectMany(Levels)))
        {
            if (level.Value is { Length: > 0 } name && !Enum.TryParse<LogLevel>(name, ignoreCase: true, out _))
                reader.Mistake(level.Path, $"is no level{Spelling.Hint(name, Names)} Write one of {string.Join(", ", Names)}.");
        }
    }

    private static IEnumerable<IConfigurationSection> Levels(IConfigurationSection section) => section.GetSection("LogLevel").GetChildren();
}
