using System.Text.Json;
using Exporter.Metrics;
using Exporter.Tests.Fixtures;

namespace Exporter.Tests.Web;

/// <summary>The OpenAPI document against what the API does.</summary>
public sealed class ApiDescriptionTests(FixedExporter fixture) : IClassFixture<FixedExporter>
{
    private const string Id = "bbbbbbbb-0000-4000-8000-000000000001";

    [Fact]
    public async Task Document_Always_DescribesEveryEndpointAndItsParameters()
    {
        var document = await DocumentAsync();
        document.GetProperty("openapi").GetString().ShouldNotBeNull().ShouldStartWith("3.");
        document.GetProperty("info").GetProperty("title").GetString().ShouldBe("coder-exporter");
        document.GetProperty("info").GetProperty("version").GetString().ShouldBe(BuildInfo.Version);
        string[] endpoints = [.. document.GetProperty("paths").EnumerateObject().Select(path =>
            $"{path.Name}({string.Join(", ", Parameters(path.Value.GetProperty("get")))}): {string.Join(' ', Statuses(path.Value.GetProperty("get")))}")];
        endpoints.ShouldBe(
        [
            "/api/activity(query string timezone, query string template, query string from, query string to, query string interval): 200 400 404 503",
            "/api/v2/deployment/stats(): 200 400 503",
            "/api/v2/insights/daus(query integer tz_offset): 200 400 503",
            "/api/v2/templates(): 200 400 503",
            "/api/v2/templates/{template}(path string template): 200 400 404 503",
            "/api/v2/templates/{template}/daus(path string template, query integer tz_offset): 200 400 404 503",
        ],
        ignoreOrder: true);
    }

    [Fact]
    public async Task Document_OfEveryAnswer_HasItsNamesAndTypes()
    {
        var document = await DocumentAsync();
        foreach (var path in document.GetProperty("paths").EnumerateObject())
        {
            var schema = path.Value.GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content")
                .GetProperty("application/json").GetProperty("schema");
            var answer = await Answered.GetAsync(fixture.Exporter, path.Name.Replace("{template}", Id, StringComparison.Ordinal));
            ShouldFit(JsonDocument.Parse(answer.Body).RootElement, schema, document, path.Name);
        }
    }

    [Fact]
    public async Task Document_Always_SaysWhatEachEndpointIsFor()
    {
        foreach (var path in (await DocumentAsync()).GetProperty("paths").EnumerateObject())
        {
            var get = path.Value.GetProperty("get");
            get.GetProperty("summary").GetString().ShouldNotBeNullOrEmpty();
            get.GetProperty("tags").GetArrayLength().ShouldBe(1);
            if (get.TryGetProperty("parameters", out var parameters))
                parameters.EnumerateArray().ShouldAllBe(parameter => parameter.GetProperty("description").GetString()!.Length > 0);
        }
    }

    private async Task<JsonElement> DocumentAsync()
    {
        var answer = await Answered.GetAsync(fixture.Exporter, "/openapi/v1.json");
        answer.Status.ShouldBe(200);
        return JsonDocument.Parse(answer.Body).RootElement;
    }

    private static IEnumerable<string> Parameters(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters)
        ? parameters.EnumerateArray().Select(parameter =>
            $"{parameter.GetProperty("in")} {parameter.GetProperty("schema").GetProperty("type")} {parameter.GetProperty("name")}")
        : [];

    private static IEnumerable<string> Statuses(JsonElement operation) =>
        operation.GetProperty("responses").EnumerateObject().Select(response => response.Name).Order(StringComparer.Ordinal);

    private static void ShouldFit(JsonElement value, JsonElement schema, JsonElement document, string at)
    {
        if (schema.TryGetProperty("$ref", out var reference))
            schema = document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1]);
        var types = schema.GetProperty("type") is { ValueKind: JsonValueKind.Array } several
            ? several.EnumerateArray().Select(type => type.GetString()).ToArray()
            : [schema.GetProperty("type").GetString()];
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                types.ShouldBe(["object"], at);
                var properties = schema.GetProperty("properties").EnumerateObject().ToDictionary(property => property.Name, property => property.Value);
                value.EnumerateObject().Select(property => property.Name).ShouldBe(properties.Keys, at);
                foreach (var property in value.EnumerateObject())
                    ShouldFit(property.Value, properties[property.Name], document, $"{at}.{property.Name}");
                break;
            case JsonValueKind.Array:
                types.ShouldBe(["array"], at);
                foreach (var item in value.EnumerateArray()) ShouldFit(item, schema.GetProperty("items"), document, at);
                break;
            case JsonValueKind.Number:
                types.Except(["null"]).ShouldBeSubsetOf(["integer", "number"], at);
                break;
            default:
                types.ShouldContain(value.ValueKind switch { JsonValueKind.Null => "null", JsonValueKind.String => "string", _ => "boolean" }, at);
                break;
        }
    }
}
