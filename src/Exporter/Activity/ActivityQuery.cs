using System.Collections.Immutable;
using Exporter.Configuration;
using Exporter.Database;
using Exporter.Refresh;
using Exporter.Templates;
using NodaTime;

namespace Exporter.Activity;

/// <summary>
/// Keeps the history of the source that this database has. When Coder is upgraded and the source changes, the new history is loaded beside the old
/// one, which is served until the new one is complete: numbers are either the old truth or the new.
/// </summary>
internal sealed partial class ActivityQuery(
    CoderDatabase database, ActivityOptions options, TimeProvider time, ILoggerFactory loggers, ILogger<ActivityQuery> logger)
    : IQuery<ActivitySnapshot>
{
    /// <summary>How long a refresh goes on loading history before it publishes what it has.</summary>
    private static readonly TimeSpan LoadSlice = TimeSpan.FromMilliseconds(250);

    private readonly ImmutableArray<Timezone> _timezones =
        [.. Timezone.WholeHours.Concat(options.Timezones).DistinctBy(timezone => timezone.Label)];

    private readonly KnownTemplates _templates = new(database, time);
    private HistoryReader? _reader, _next;

    public async Task<QueryResult<ActivitySnapshot>> RunAsync(CancellationToken cancellation)
    {
        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        await _templates.RefreshAsync(_reader?.History.Templates ?? [], cancellation);
        var reader = Readers(ActivitySource.Of(options.Source, database.Schema!));

        var rows = await reader.AdvanceAsync(now, LoadSlice, loadsBeside: _next?.HasMore == true, cancellation);
        if (_next is not null)
        {
            rows += await _next.AdvanceAsync(now, LoadSlice, loadsBeside: false, cancellation);
            if (_next.Complete) (_reader, _next) = (reader = _next, null);
        }
        await _templates.RefreshAsync(reader.History.Templates, cancellation);
        return new(Snapshot(reader, now, _templates.All), rows, More: reader.HasMore || _next is not null);
    }

    /// <summary>The reader to serve from; starts one for a source that is new.</summary>
    private HistoryReader Readers(ActivitySource source)
    {
        if (_reader is null) return _reader = Reader(source);
        if (_reader.Source == source) _next = null;
        else if (_next?.Source != source)
        {
            LogSourceChanged(_reader.Source.Name, source.Name);
            _next = Reader(source);
        }
        return _reader;
    }

    private HistoryReader Reader(ActivitySource source) => new(database, source, options, time, loggers.CreateLogger<HistoryReader>());

    private ActivitySnapshot Snapshot(HistoryReader reader, Instant now, ImmutableArray<Template> templates) => new(
        reader.Source, now, reader.History, reader.LoadedFrom, reader.Complete, templates,
        ActivityCounts.InZones(reader.History, reader.LoadedFrom, now, _timezones),
        ActivityCounts.PerTemplate(reader.History, reader.LoadedFrom, reader.Complete, now, options.TemplateTimezones, templates));

    [LoggerMessage(LogLevel.Information,
        "Coder now keeps activity elsewhere: loading the history from {New}; until it is complete, that from {Old} is served.")]
    private partial void LogSourceChanged(string old, string @new);
}
