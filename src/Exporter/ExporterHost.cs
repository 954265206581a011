using Exporter.Activity;
using Exporter.Answers;
using Exporter.BuildTimes;
using Exporter.Configuration;
using Exporter.Database;
using Exporter.Deployment;
using Exporter.Metrics;
using Exporter.Refresh;
using Exporter.Templates;
using Exporter.Web;
using Exporter.Web.Access;
using Exporter.Web.Page;

namespace Exporter;

/// <summary>The only wiring: what the exporter is made of, and what it serves.</summary>
internal static class ExporterHost
{
    /// <exception cref="ConfigurationException">Something is wrong; it names every mistake.</exception>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var options = ExporterOptions.Read(builder.Configuration);
        if (ListenAddresses.Of(builder.Configuration).Count == 0) builder.WebHost.UseUrls(ListenAddresses.Default);
        builder.AddExporter(options, TimeProvider.System);
        var app = builder.Build();
        app.MapExporter(options);
        return app;
    }

    public static void AddExporter(this WebApplicationBuilder builder, ExporterOptions options, TimeProvider time)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.AddAccess(options.Web);
        var services = builder.Services;
        services.AddSingleton(time);
        services.AddSingleton(options.Database).AddSingleton(options.Activity).AddSingleton(options.BuildTimes).AddSingleton(options.Deployment);
        services.AddSingleton<CoderDatabase>();
        services.AddSingleton<Func<Schema?>>(provider => () => provider.GetRequiredService<CoderDatabase>().Schema); // for who may not reach the rest
        services.AddSingleton<DatabaseHealth>();

        var (activity, buildTimes, deployment) = (options.Activity, options.BuildTimes, options.Deployment);
        services.AddArea<ActivitySnapshot, ActivityQuery>(Area.Activity, new(activity.Enabled, activity.Interval, activity.MaxAge));
        services.AddArea<BuildTimesSnapshot, BuildTimesQuery>(Area.BuildTimes, new(buildTimes.Enabled, buildTimes.Interval, buildTimes.MaxAge));
        services.AddArea<DeploymentSnapshot, DeploymentQuery>(Area.Deployment, new(deployment.Enabled, deployment.Interval, deployment.MaxAge));

        services.AddMetricsPages(options.Metrics.MaxSeries, buildTimes.Buckets, options.Otlp);
        services.AddAnswers();
        services.AddSingleton<StatusPage>();
        services.AddApiDescription();
    }

    public static void MapExporter(this WebApplication app, ExporterOptions options)
    {
        app.UseAccess();
        app.Services.GetRequiredService<MetricsPages>().Map(app);
        app.MapHealth(open: !options.Web.ProtectHealth);
        if (options.Web.StatusPage) app.MapStatusPage();
        if (!options.Web.Api) return;
        app.MapOpenApi(ApiDescription.Path);
        if (options.Deployment.Enabled) app.MapDeployment();
        if (options.Activity.Enabled) app.MapActivity();
        if (options.Activity.Enabled) app.MapActivityRange();
        if (options.Activity.Enabled && options.BuildTimes.Enabled) app.MapTemplates();
    }
}
