namespace Exporter.Tests.Alerts;

/// <summary>A case of <c>tests/alerts/</c>: an alert that must, or must not, fire.</summary>
internal sealed record AlertCase(string Alert, bool Fires);
