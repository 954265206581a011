namespace Exporter.Tests.Grafana;

/// <summary>What can be chosen at the top of a dashboard, and what is asked for it.</summary>
/// <param name="Default">Chosen where there is such a value.</param>
internal sealed record DashboardVariable(string Name, string Query, string Regex, bool Several, string? Default);
