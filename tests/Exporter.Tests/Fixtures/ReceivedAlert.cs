namespace Exporter.Tests.Fixtures;

/// <summary>An alert as Alertmanager has it.</summary>
/// <param name="Suppressed">Nobody is told, since another alert says enough.</param>
internal sealed record ReceivedAlert(string Name, string? Area, bool Suppressed, string Receiver, string Description);
