using Exporter.Activity;
using Exporter.Database;
using Exporter.Metrics;
using NodaTime;

namespace Exporter.Web.Page;

/// <summary>What this exporter is, and what it found.</summary>
internal static class Footer
{
    private const int ShortRevision = 12; // as much as tells commits apart; /metrics has all of it

    public static Html Of(Schema? schema, ActivitySnapshot? activity) => $"""
        <footer>
        <dl>
        {Fact("coder-exporter", $"{BuildInfo.Version}, revision {Short(BuildInfo.Revision)}")}
        {Fact("Schema of Coder", schema is null ? "not seen yet" : Era(schema))}
        {Fact("Source of activity", activity?.Source.Name ?? "not known yet")}
        {Fact("History from", activity is null ? "not known yet" : Words.Moment(QuarterRange.InstantOf(activity.LoadedFrom)))}
        {Fact("Time zone database", DateTimeZoneProviders.Tzdb.VersionId)}
        </dl>
        </footer>
        """;

    private static string Era(Schema schema) => schema.Migration is { } migration ? $"era {schema.Era}, migration {migration}" : $"era {schema.Era}";

    private static string Short(string revision) => revision.Length > ShortRevision ? revision[..ShortRevision] : revision;

    private static Html Fact(string name, string value) => $"""
        <div><dt>{name}</dt><dd>{value}</dd></div>
        """;
}
