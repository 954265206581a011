using System.Collections.Immutable;
using Exporter.Database;
using Exporter.Refresh;

namespace Exporter.Metrics;

/// <summary>What the exporter knows about itself.</summary>
internal sealed record ExporterState(ImmutableArray<RefreshStatus> Areas, DatabaseHealth Health, CoderDatabase Database, Instruments Instruments);
