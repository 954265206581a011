using Exporter.Configuration;
using Exporter.WebFile;

namespace Exporter.Web.Access;

/// <summary>Connects what stands between a client and the endpoints.</summary>
internal static class AccessRegistration
{
    public static void AddAccess(this WebApplicationBuilder builder, WebOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel => ServerLimits.Set(kestrel, options));
        builder.Services.AddSingleton(_ => new RequestLimits(options.MaxScrapes, options.MaxQuestions));
        if (options.ConfigFile is not { Usable: true } file) return;
        builder.Services.AddSingleton(file).AddSingleton<LiveWebConfig>();
        builder.Services.AddSingleton(_ => new FailedLogins(options.FailedLogins)).AddSingleton<Authentication>();
    }

    /// <summary>From the outside in: headers for every answer, words for every refusal, then who is let in, then to how much at once.</summary>
    public static void UseAccess(this WebApplication app)
    {
        var config = app.Services.GetService<LiveWebConfig>();
        app.UseSecurityHeaders(config);
        app.UseErrorPages();
        if (config is not null) app.UseMiddleware<Authentication>();
        app.UseMiddleware<RequestLimits>();
    }
}
