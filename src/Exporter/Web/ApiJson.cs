using System.Text.Json.Serialization;
using Exporter.Activity;
using Exporter.BuildTimes;
using Exporter.Deployment;
using Exporter.Templates;

namespace Exporter.Web;

/// <summary>Every type that the API takes or answers.</summary>
[JsonSerializable(typeof(Daus))]
[JsonSerializable(typeof(ActivityRange))]
[JsonSerializable(typeof(DeploymentStats))]
[JsonSerializable(typeof(TemplateBuildTimeStats))]
[JsonSerializable(typeof(TemplateSummary))]
[JsonSerializable(typeof(TemplateSummary[]))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(Readiness))]
[JsonSerializable(typeof(string))]
internal sealed partial class ApiJson : JsonSerializerContext;
