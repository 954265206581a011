using System.Text.Json.Serialization;
using Exporter.Metrics;
using Microsoft.OpenApi;

namespace Exporter.Web;

/// <summary>The OpenAPI document.</summary>
internal static class ApiDescription
{
    public const string Path = "/openapi/v1.json";

    public static void AddApiDescription(this IServiceCollection services)
    {
        // The document takes names and numbers from these options, the answers take theirs from ApiJson: they must agree.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = null;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "coder-exporter",
                Version = BuildInfo.Version,
                Description = "Statistics of a Coder deployment, in the shapes of Coder's own API.",
            };
            return Task.CompletedTask;
        }));
    }
}
