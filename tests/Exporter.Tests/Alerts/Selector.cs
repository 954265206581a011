using System.Collections.Immutable;

namespace Exporter.Tests.Alerts;

/// <summary>What a query takes from Prometheus: <c>metric{label="value"}</c>.</summary>
internal sealed record Selector(string Metric, ImmutableArray<(string Label, string Operator, string Value)> Matchers);
