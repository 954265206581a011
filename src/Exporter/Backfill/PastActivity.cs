using System.Collections.Immutable;
using Exporter.Activity;
using Exporter.Configuration;
using Exporter.Database;
using Exporter.Templates;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;
using Npgsql;

namespace Exporter.Backfill;

/// <summary>All of the history of activity that was asked for, and the templates as they are named now.</summary>
internal sealed record PastActivity(ActivityHistory History, long LoadedFrom, ImmutableArray<Template> Templates)
{
    /// <summary>A statement that takes too long is tried again with half of its rows: of the longest, two days, down to a quarter-hour.</summary>
    private const int MostHalvings = 8;

    /// <summary>Reads it as the exporter does when it starts.</summary>
    public static async Task<PastActivity> ReadAsync(
        DatabaseOptions target, ActivityOptions options, Instant now, TimeProvider time, CancellationToken cancellation)
    {
        await using var database = new CoderDatabase(target, time, NullLogger<CoderDatabase>.Instance);
        var (schema, templates) = await database.ReadAsync(
            async (session, ct) => (session.Schema, await TemplatesQuery.RunAsync(session, ct)), cancellation);
        var source = ActivitySource.Of(options.Source, schema);
        var reader = new HistoryReader(database, source, options, time, NullLogger<HistoryReader>.Instance);
        var halvings = 0;
        do
        {
            try
            {
                await reader.AdvanceAsync(now, TimeSpan.Zero, loadsBeside: false, cancellation);
                halvings = 0;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled && ++halvings <= MostHalvings)
            {
                // The reader has cut it in two.
            }
        }
        while (reader.HasMore);
        return new(reader.History, reader.LoadedFrom, templates);
    }
}
