namespace Exporter.Tests.Grafana;

/// <summary>What a panel asks Prometheus.</summary>
/// <param name="RefId">Tells the queries of a panel apart.</param>
/// <param name="Instant">Asked for the end of the time range only.</param>
internal sealed record PanelQuery(string Panel, string RefId, string Expression, string Legend, bool Instant);
