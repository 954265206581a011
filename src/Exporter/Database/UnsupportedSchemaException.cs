using System.Collections.Immutable;

namespace Exporter.Database;

/// <summary>The database answers, but is not one this exporter can read; each problem is a sentence for the operator.</summary>
internal sealed class UnsupportedSchemaException(ImmutableArray<string> problems) : Exception(string.Join(' ', problems))
{
    public ImmutableArray<string> Problems { get; } = problems;
}
