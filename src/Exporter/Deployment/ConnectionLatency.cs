namespace Exporter.Deployment;

/// <summary>Milliseconds; -1 where no agent measured.</summary>
public sealed record ConnectionLatency(double P50, double P95);
