namespace Exporter.Cli;

/// <summary>A row of CheckServer.sql.</summary>
internal sealed record ServerFacts(string Version, string Database, string Role, bool Standby);
