using System.Collections.Immutable;

namespace Exporter.Configuration;

/// <summary>How long workspace builds take: how often it is read, and over the builds that started in which window.</summary>
/// <param name="Buckets">Upper bounds of the histogram's buckets in seconds, ascending.</param>
internal sealed record BuildTimesOptions(bool Enabled, TimeSpan Interval, TimeSpan? MaxAge, BuildWindow Window, ImmutableArray<double> Buckets)
{
    public const string Section = "BuildTimes";
    private const int MostBuckets = 50;

    /// <summary>From a container that is only started to a machine that is installed.</summary>
    public static readonly ImmutableArray<double> DefaultBuckets = [5, 10, 30, 60, 120, 300, 600, 1200, 3600];

    private static readonly BuildWindow ThirtyDays = new(30, BuildWindow.Unit.Days);

    public static BuildTimesOptions Read(ConfigurationReader reader)
    {
        var section = reader.Section(Section);
        var area = AreaSettings.Read(section, TimeSpan.FromMinutes(10), "workspace build times and owners per template");
        var window = section.Value("Window", "days or months", ThirtyDays.ToString(), BuildWindow.Allowed,
            "Builds that started within this time are counted. Months (30mo) are calendar months in UTC.",
            BuildWindow.TryParse, ThirtyDays);
        var buckets = section.List(
            "Buckets", "list of durations", string.Join(',', DefaultBuckets.Select(seconds => DurationText.Format(TimeSpan.FromSeconds(seconds)))),
            $"ascending, {MostBuckets} at most", "Upper bounds of the buckets of coder_template_build_duration_seconds.", Bucket.TryParse, Bucket.Of(DefaultBuckets));
        section.Finish();
        area.Check(reader, Section);
        if (buckets.Length > MostBuckets || buckets.Zip(buckets.Skip(1)).Any(pair => pair.First.Seconds >= pair.Second.Seconds))
            reader.Mistake($"{Section}:Buckets", $"must be ascending, {MostBuckets} at most, like 10s,1m,5m.");
        return new BuildTimesOptions(area.Enabled, area.Interval, area.MaxAge, window, [.. buckets.Select(bucket => bucket.Seconds)]);
    }
}
