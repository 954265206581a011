using System.Collections.Immutable;
using Exporter.Database;
using Exporter.Refresh;
using Exporter.WebFile;

namespace Exporter.Metrics;

/// <summary>What the exporter knows about itself.</summary>
/// <param name="WebConfig">Null without a web configuration file.</param>
internal sealed record ExporterState(
    ImmutableArray<RefreshStatus> Areas, DatabaseHealth Health, CoderDatabase Database, Instruments Instruments, LiveWebConfig? WebConfig);
