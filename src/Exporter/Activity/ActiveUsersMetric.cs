using Exporter.Metrics;

namespace Exporter.Activity;

/// <summary>The metrics of one number of active users.</summary>
/// <param name="Window">The days that it is about.</param>
/// <param name="Deployment">The metric that shows it for the deployment.</param>
/// <param name="PerTemplate">The metric that shows it for each template.</param>
internal sealed record ActiveUsersMetric(ActivityWindow Window, Metric<ActivitySnapshot> Deployment, Metric<ActivitySnapshot> PerTemplate);
