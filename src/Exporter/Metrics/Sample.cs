namespace Exporter.Metrics;

/// <summary>One value and its label values, in the order of the metric's labels.</summary>
internal readonly record struct Sample(double Value, params string[] Labels);
