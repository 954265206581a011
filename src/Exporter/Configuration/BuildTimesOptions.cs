namespace Exporter.Configuration;

/// <summary>How long workspace builds take: how often it is read, and over the builds that started in which window.</summary>
internal sealed record BuildTimesOptions(bool Enabled, TimeSpan Interval, TimeSpan? MaxAge, BuildWindow Window)
{
    public const string Section = "BuildTimes";
    private static readonly BuildWindow ThirtyDays = new(30, BuildWindow.Unit.Days);

    public static BuildTimesOptions Read(ConfigurationReader reader)
    {
        var section = reader.Section(Section);
        var area = AreaSettings.Read(section, TimeSpan.FromMinutes(10), "workspace build times and owners per template");
        var window = section.Value("Window", "days or months", ThirtyDays.ToString(), BuildWindow.Allowed,
            "Builds that started within this time are counted. Months (30mo) are calendar months in UTC.",
            BuildWindow.TryParse, ThirtyDays);
        section.Finish();
        area.Check(reader, Section);
        return new BuildTimesOptions(area.Enabled, area.Interval, area.MaxAge, window);
    }
}
