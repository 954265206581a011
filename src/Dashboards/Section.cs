using System.Collections.Immutable;

namespace Dashboards;

/// <summary>Panels under a common heading; the first of a dashboard has none.</summary>
internal sealed record Section(string Title, params ImmutableArray<Panel> Panels);
