namespace Dashboards;

/// <summary>Grafana's names for the colours; it has a shade of each for its dark and its light theme.</summary>
internal static class Colors
{
    public const string Good = "green", Warning = "orange", Bad = "red", Plain = "blue", Muted = "text";
}
