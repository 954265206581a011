namespace Exporter.Cli;

/// <param name="Told">Whether anything answered.</param>
/// <param name="Problem">What is wrong; null: all is well.</param>
internal sealed record HealthAnswer(bool Told, string? Problem);
