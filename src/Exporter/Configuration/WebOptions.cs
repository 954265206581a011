namespace Exporter.Configuration;

/// <summary>What is served besides metrics and health.</summary>
internal sealed record WebOptions(bool Api, bool StatusPage)
{
    public const string Section = "Web";

    public static WebOptions Read(ConfigurationReader reader)
    {
        var section = reader.Section(Section);
        var api = section.Flag("Api", true, "Whether to serve the query API under /api and its description under /openapi.");
        var statusPage = section.Flag("StatusPage", true, "Whether to serve the status page at /.");
        section.Finish();
        return new WebOptions(api, statusPage);
    }
}
