using System.Collections.Immutable;
using Exporter.Database;

namespace Exporter.Templates;

/// <summary>
/// The templates' names for an area that is refreshed often: read now and then, and at once when a template turns up that was not there before.
/// </summary>
internal sealed class KnownTemplates(CoderDatabase database, TimeProvider time)
{
    private static readonly TimeSpan ReadAgain = TimeSpan.FromMinutes(5);

    private readonly HashSet<Guid> _looked = []; // known, or asked for in vain
    private long? _readAt;

    public ImmutableArray<Template> All { get; private set; } = [];

    /// <param name="used">Templates that must be known, as far as the database knows them.</param>
    public async Task RefreshAsync(IEnumerable<Guid> used, CancellationToken cancellation)
    {
        if (_readAt is { } at && time.GetElapsedTime(at) < ReadAgain && used.All(_looked.Contains)) return;
        All = await database.ReadAsync(TemplatesQuery.RunAsync, cancellation);
        _looked.UnionWith(All.Select(template => template.Id));
        _looked.UnionWith(used);
        _readAt = time.GetTimestamp();
    }
}
