namespace Exporter.Templates;

/// <summary>A template as its area last saw it. A deleted template and a live one may share a name, so only the id identifies it.</summary>
internal sealed record Template(
    Guid Id, string Name, string DisplayName, Guid OrganizationId, string OrganizationName, bool Deleted, bool Deprecated);
