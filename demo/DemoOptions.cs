using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;
using Simulation;

namespace Demo;

/// <param name="Urls">Where the exporter listens.</param>
/// <param name="Prometheus">Where Prometheus listens; null if there is to be none.</param>
/// <param name="Database">Only the database: the exporter is started by somebody else.</param>
/// <param name="Shared">
/// Where the database's password is written once the deployment lives, for an exporter in another container; null to let nobody in.
/// </param>
internal sealed record DemoOptions(DeploymentShape Shape, string Urls, IPEndPoint? Prometheus, bool Database, string? Shared)
{
    public static DemoOptions Read(IConfiguration configuration)
    {
        var shape = new DeploymentShape();
        return new(
            shape with
            {
                Users = Number("users", shape.Users),
                Templates = Number("templates", shape.Templates),
                Days = Number("days", shape.Days),
                Rows = Number("rows", shape.Rows),
                Seed = Number("seed", shape.Seed),
            },
            configuration["urls"] ?? "http://127.0.0.1:2113",
            configuration["prometheus"] is "none" ? null : IPEndPoint.Parse(configuration["prometheus"] ?? "127.0.0.1:9090"),
            configuration["exporter"] == "none",
            configuration["share-password"]);

        int Number(string key, int otherwise) =>
            configuration[key] is { } text ? int.Parse(text, NumberStyles.Integer, CultureInfo.InvariantCulture) : otherwise;
    }
}
