using System.Collections.Immutable;
using Exporter.Templates;

namespace Exporter.Activity;

/// <param name="UniqueUsers">Distinct users in all of the history; null until it is loaded.</param>
internal sealed record TemplateActivity(Template Template, ImmutableArray<ActiveUsers> ActiveUsers, int? UniqueUsers);
