namespace Exporter;

/// <summary>Placeholder for the host that runs the exporter.</summary>
internal static class ExporterHost
{
    public static WebApplication Build(string[] configurationArgs)
    {
        var builder = WebApplication.CreateSlimBuilder(configurationArgs);
        Configuration.ExporterOptions.Read(builder.Configuration);
        return builder.Build();
    }
}
