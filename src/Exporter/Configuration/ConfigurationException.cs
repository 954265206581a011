using System.Collections.Immutable;

namespace Exporter.Configuration;

/// <summary>
/// The configuration cannot be used. Holds every mistake found, one line each, with its key and its mend; never a secret.
/// </summary>
internal sealed class ConfigurationException(ImmutableArray<string> mistakes) : Exception(string.Join('\n', mistakes))
{
    public ImmutableArray<string> Mistakes { get; } = mistakes;
}
