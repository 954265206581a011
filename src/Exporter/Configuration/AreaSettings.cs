namespace Exporter.Configuration;

/// <summary>What every area lets an operator set.</summary>
internal sealed record AreaSettings(bool Enabled, TimeSpan Interval, TimeSpan? MaxAge)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static AreaSettings Read(SectionReader section, TimeSpan interval, string what) => new(
        section.Flag("Enabled", true, $"Whether to read and serve {what}."),
        section.Duration("Interval", interval, Shortest, Longest, "How often the database is asked."),
        section.OptionalDuration("MaxAge", Shortest, TimeSpan.FromDays(30),
            "How old the last good answer may grow, while the database cannot be read, before its series disappear. None: they stay."));

    /// <summary>A snapshot must outlive one missed refresh, or the series would come and go.</summary>
    public void Check(ConfigurationReader reader, string section) =>
        reader.Contradiction(MaxAge < 2 * Interval, $"{section}:MaxAge", $"{section}:Interval",
            $"is shorter than two intervals; give at least {DurationText.Format(2 * Interval)}, or a shorter {section}:Interval.");
}
