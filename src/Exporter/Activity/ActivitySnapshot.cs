using System.Collections.Immutable;
using Exporter.Templates;
using NodaTime;

namespace Exporter.Activity;

/// <summary>Activity as of one refresh.</summary>
/// <param name="Source">Which of Coder's tables it comes from.</param>
/// <param name="LoadedFrom">The quarter-hour from which on the history is loaded.</param>
/// <param name="Complete">All of the history within the horizon is loaded.</param>
/// <param name="Deployment">Per timezone.</param>
/// <param name="PerTemplate">Live templates, and deleted ones with activity in the history.</param>
internal sealed record ActivitySnapshot(
    ActivitySource Source,
    Instant At,
    ActivityHistory History,
    long LoadedFrom,
    bool Complete,
    ImmutableArray<Template> Templates,
    ImmutableArray<ActiveUsers> Deployment,
    ImmutableArray<TemplateActivity> PerTemplate);
